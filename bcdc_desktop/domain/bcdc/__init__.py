"""What is the BC Data Catalogue's own, and no other catalogue's.

It applies where the catalogue's schema is BCDC's (``fields.is_bcdc``), never by default. No module outside this folder
names BCDC's fields, except by the names of ``fields``: ``tests/test_bcdc_in_one_place.py``.
"""
