"""Between catalogues: deep comparison, copying of records with their files, backup and restore."""
