"""The only door to CKAN: sessions, errors, credentials and one method for every action that is used."""
