"""The only access to CKAN: HTTP sessions, errors, credentials and one method for every action that is used."""
