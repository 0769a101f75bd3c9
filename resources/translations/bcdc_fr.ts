<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>ActivityDialog</name>
    <message>
        <source>Activity of “%1”</source>
        <translation>Activité de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>ActivityView</name>
    <message>
        <source>%1 changes are now a draft.</source>
        <translation>%1 modifications sont maintenant un brouillon.</translation>
    </message>
    <message>
        <source>%1 differences.</source>
        <translation>%1 différences.</translation>
    </message>
    <message>
        <source>1 change is now a draft.</source>
        <translation>1 modification est maintenant un brouillon.</translation>
    </message>
    <message>
        <source>1 difference.</source>
        <translation>1 différence.</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modification</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Créé</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Supprimé</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Différences</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Loading revisions</source>
        <translation>Chargement des révisions</translation>
    </message>
    <message>
        <source>Order of the resources</source>
        <translation>Ordre des ressources</translation>
    </message>
    <message>
        <source>Restore this revision as a draft</source>
        <translation>Restaurer cette révision comme brouillon</translation>
    </message>
    <message>
        <source>Restoring the revision</source>
        <translation>Restauration de la révision</translation>
    </message>
    <message>
        <source>Review and save it in the record.</source>
        <translation>Vérifiez-le et enregistrez-le dans la fiche.</translation>
    </message>
    <message>
        <source>Revisions in the catalogue</source>
        <translation>Révisions dans le catalogue</translation>
    </message>
    <message>
        <source>Select a revision to see what it changed, or two to compare them.</source>
        <translation>Sélectionnez une révision pour voir ce qu’elle a modifié, ou deux pour les comparer.</translation>
    </message>
    <message>
        <source>Select two revisions to compare them (Ctrl+click).</source>
        <translation>Sélectionnez deux révisions pour les comparer (Ctrl+clic).</translation>
    </message>
    <message>
        <source>Show older revisions</source>
        <translation>Afficher les révisions antérieures</translation>
    </message>
    <message>
        <source>The catalogue has no revisions of this record, or does not show them.</source>
        <translation>Le catalogue n’a pas de révisions de cette fiche, ou ne les montre pas.</translation>
    </message>
    <message>
        <source>There is no earlier revision to compare with.</source>
        <translation>Il n’y a pas de révision antérieure avec laquelle comparer.</translation>
    </message>
    <message>
        <source>There is nothing to restore: the record has these values already.</source>
        <translation>Il n’y a rien à restaurer&#xa0;: la fiche a déjà ces valeurs.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utilisateur</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ajouté</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>supprimé</translation>
    </message>
</context>
<context>
    <name>AddCatalogueDialog</name>
    <message>
        <source>Add a catalogue</source>
        <translation>Ajouter un catalogue</translation>
    </message>
    <message>
        <source>Add catalogue</source>
        <translation>Ajouter le catalogue</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Found CKAN %1. Dataset types: %2.</source>
        <translation>CKAN %1 trouvé. Types de jeux de données&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Tester la connexion</translation>
    </message>
    <message>
        <source>Testing the connection</source>
        <translation>Test de la connexion</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
</context>
<context>
    <name>AdvicePopup</name>
    <message>
        <source>%1 (required)</source>
        <translation>%1 (obligatoire)</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>What is missing and why</source>
        <translation>Ce qui manque et pourquoi</translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>%1 files have changed or are missing since you added them, so they won&apos;t be uploaded.</source>
        <translation>%1 fichiers ont changé ou ont disparu depuis que vous les avez ajoutés&#xa0;; ils ne seront donc pas téléversés.</translation>
    </message>
    <message>
        <source>Add to the new record</source>
        <translation>Ajouter à la nouvelle fiche</translation>
    </message>
    <message>
        <source>Add to the record&apos;s changes</source>
        <translation>Ajouter aux modifications de la fiche</translation>
    </message>
    <message>
        <source>Check it again</source>
        <translation>Vérifier de nouveau</translation>
    </message>
    <message>
        <source>One save can include at most {limit} of files. Add {names} once the record is created.</source>
        <translation>Un enregistrement peut comprendre au plus {limit} de fichiers. Ajoutez {names} une fois la fiche créée.</translation>
    </message>
    <message>
        <source>One save can include at most {limit} of files. Upload {names} separately.</source>
        <translation>Un enregistrement peut comprendre au plus {limit} de fichiers. Téléversez {names} séparément.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>This record has %1 unsaved changes. You can save them and these files together.</source>
        <translation>Cette fiche a %1 modifications non enregistrées. Vous pouvez les enregistrer avec ces fichiers.</translation>
    </message>
    <message>
        <source>This record has one unsaved change. You can save it and these files together.</source>
        <translation>Cette fiche a une modification non enregistrée. Vous pouvez l’enregistrer avec ces fichiers.</translation>
    </message>
    <message>
        <source>This record is only on this computer. Its files are uploaded when you create it.</source>
        <translation>Cette fiche est seulement sur cet ordinateur. Ses fichiers seront téléversés quand vous la créerez.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read at the moment. Connect its drive or network share, then save again.</source>
        <translation>«&#xa0;%1&#xa0;» ne peut pas être lu pour le moment. Connectez son lecteur ou son partage réseau, puis enregistrez de nouveau.</translation>
    </message>
    <message>
        <source>“%1” has changed since you added it, so it won&apos;t be uploaded.</source>
        <translation>«&#xa0;%1&#xa0;» a changé depuis que vous l’avez ajouté&#xa0;; il ne sera donc pas téléversé.</translation>
    </message>
    <message>
        <source>“%1” is missing. Put it back where it was, or remove it.</source>
        <translation>«&#xa0;%1&#xa0;» est introuvable. Remettez-le à sa place ou retirez-le.</translation>
    </message>
</context>
<context>
    <name>Availability</name>
    <message>
        <source>Choose a record first.</source>
        <translation>Choisissez d’abord une fiche.</translation>
    </message>
    <message>
        <source>Choose a resource first.</source>
        <translation>Choisissez d’abord une ressource.</translation>
    </message>
    <message>
        <source>No catalogue is open.</source>
        <translation>Aucun catalogue n’est ouvert.</translation>
    </message>
    <message>
        <source>No sync is running.</source>
        <translation>Aucune synchronisation n’est en cours.</translation>
    </message>
    <message>
        <source>No text is selected.</source>
        <translation>Aucun texte n’est sélectionné.</translation>
    </message>
    <message>
        <source>Search for something first.</source>
        <translation>Faites d’abord une recherche.</translation>
    </message>
    <message>
        <source>The cursor is not in a text field.</source>
        <translation>Le curseur n’est pas dans un champ de texte.</translation>
    </message>
    <message>
        <source>The list is empty.</source>
        <translation>La liste est vide.</translation>
    </message>
    <message>
        <source>The record is not in the catalogue yet.</source>
        <translation>La fiche n’est pas encore dans le catalogue.</translation>
    </message>
    <message>
        <source>There are no changes to save.</source>
        <translation>Il n’y a pas de modifications à enregistrer.</translation>
    </message>
    <message>
        <source>There is nothing to go back to.</source>
        <translation>Il n’y a rien avant.</translation>
    </message>
    <message>
        <source>There is nothing to go forward to.</source>
        <translation>Il n’y a rien après.</translation>
    </message>
    <message>
        <source>There is nothing to redo here.</source>
        <translation>Il n’y a rien à rétablir ici.</translation>
    </message>
    <message>
        <source>There is nothing to undo here.</source>
        <translation>Il n’y a rien à annuler ici.</translation>
    </message>
    <message>
        <source>This catalogue has no approval of records.</source>
        <translation>Ce catalogue n’a pas d’approbation des fiches.</translation>
    </message>
    <message>
        <source>This catalogue is built in.</source>
        <translation>Ce catalogue est intégré au programme.</translation>
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation>Vous n’êtes pas connecté.</translation>
    </message>
    <message>
        <source>You can&apos;t change who can see this record.</source>
        <translation>Vous ne pouvez pas changer qui peut voir cette fiche.</translation>
    </message>
    <message>
        <source>You may not change this record.</source>
        <translation>Vous ne pouvez pas modifier cette fiche.</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Back up</source>
        <translation>Sauvegarder</translation>
    </message>
    <message>
        <source>Back up %1 records to:</source>
        <translation>Sauvegarder %1 fiches dans&#xa0;:</translation>
    </message>
    <message>
        <source>Back up 1 record to:</source>
        <translation>Sauvegarder 1 fiche dans&#xa0;:</translation>
    </message>
    <message>
        <source>Back up files that are stored in the catalogue</source>
        <translation>Sauvegarder aussi les fichiers conservés dans le catalogue</translation>
    </message>
    <message>
        <source>Back up records</source>
        <translation>Sauvegarder des fiches</translation>
    </message>
    <message>
        <source>Backing up records</source>
        <translation>Sauvegarde des fiches</translation>
    </message>
    <message>
        <source>Choose an empty folder, or the folder of an earlier backup: then only what has changed since the last sync is written again. Nothing in the catalogue changes.</source>
        <translation>Choisissez un dossier vide, ou celui d’une sauvegarde antérieure&#xa0;: seul ce qui a changé à la dernière synchronisation est alors récrit. Rien ne change dans le catalogue.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Folder of the backup</source>
        <translation>Dossier de la sauvegarde</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Records written: %1. Files written: %2. Unchanged records: %3. Records in the folder now: %4.</source>
        <translation>Fiches écrites&#xa0;: %1. Fichiers écrits&#xa0;: %2. Fiches inchangées&#xa0;: %3. Fiches maintenant dans le dossier&#xa0;: %4.</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>What couldn&apos;t be backed up</source>
        <translation>Ce qui n’a pas pu être sauvegardé</translation>
    </message>
</context>
<context>
    <name>BarRow</name>
    <message>
        <source>%1: open the list</source>
        <translation>%1&#xa0;: ouvrir la liste</translation>
    </message>
    <message>
        <source>Nothing to open</source>
        <translation>Rien à ouvrir</translation>
    </message>
    <message>
        <source>Opens the list of records</source>
        <translation>Ouvre la liste des fiches</translation>
    </message>
</context>
<context>
    <name>Breadcrumb</name>
    <message>
        <source>All records</source>
        <translation>Toutes les fiches</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Aller à %1</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Emplacement</translation>
    </message>
</context>
<context>
    <name>BulkDialog</name>
    <message>
        <source>%1 more notes.</source>
        <translation>%1 autres remarques.</translation>
    </message>
    <message>
        <source>%1 records have problems and won&apos;t be sent.</source>
        <translation>%1 fiches ont des problèmes et ne seront pas envoyées.</translation>
    </message>
    <message>
        <source>%1 selected records</source>
        <translation>%1 fiches sélectionnées</translation>
    </message>
    <message>
        <source>%3 had these values already.</source>
        <translation>%3 avaient déjà ces valeurs.</translation>
    </message>
    <message>
        <source>1 record has problems and won&apos;t be sent.</source>
        <translation>1 fiche a des problèmes et ne sera pas envoyée.</translation>
    </message>
    <message>
        <source>1 selected record</source>
        <translation>1 fiche sélectionnée</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>Ajouter une étape</translation>
    </message>
    <message>
        <source>All bulk changes</source>
        <translation>Toutes les modifications groupées</translation>
    </message>
    <message>
        <source>All records</source>
        <translation>Toutes les fiches</translation>
    </message>
    <message>
        <source>All records that the search “%1” finds</source>
        <translation>Toutes les fiches trouvées par la recherche «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>Toutes les valeurs</translation>
    </message>
    <message>
        <source>As fast as the catalogue allows</source>
        <translation>Aussi vite que le catalogue le permet</translation>
    </message>
    <message>
        <source>At most %1 a minute</source>
        <translation>Au plus %1 par minute</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Change records</source>
        <translation>Modifier les fiches</translation>
    </message>
    <message>
        <source>Change several records</source>
        <translation>Modifier plusieurs fiches</translation>
    </message>
    <message>
        <source>Changing records</source>
        <translation>Modification des fiches</translation>
    </message>
    <message>
        <source>Changing records…</source>
        <translation>Modification des fiches…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflit</translation>
    </message>
    <message>
        <source>Enter a reason first</source>
        <translation>Indiquez d’abord un motif</translation>
    </message>
    <message>
        <source>Enter a reason, for the list of bulk changes</source>
        <translation>Indiquez un motif, pour la liste des modifications groupées</translation>
    </message>
    <message>
        <source>Exclude selected</source>
        <translation>Exclure la sélection</translation>
    </message>
    <message>
        <source>Excluded values</source>
        <translation>Valeurs exclues</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>Filter by record or field</source>
        <translation>Filtrer par fiche ou par champ</translation>
    </message>
    <message>
        <source>Hours in which records are sent</source>
        <translation>Heures d’envoi des fiches</translation>
    </message>
    <message>
        <source>Hours, such as 18:00-06:00</source>
        <translation>Heures, p. ex. 18:00-06:00</translation>
    </message>
    <message>
        <source>Include selected</source>
        <translation>Inclure la sélection</translation>
    </message>
    <message>
        <source>No value matches the filter.</source>
        <translation>Aucune valeur ne correspond au filtre.</translation>
    </message>
    <message>
        <source>Nothing would change in these records.</source>
        <translation>Rien ne changerait dans ces fiches.</translation>
    </message>
    <message>
        <source>Open a spreadsheet or a plan</source>
        <translation>Ouvrir un classeur ou un plan</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Ouvrir un fichier…</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Rythme</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Paused. Records changed so far: %1 of %2.</source>
        <translation>En pause. Fiches modifiées jusqu’ici&#xa0;: %1 sur %2.</translation>
    </message>
    <message>
        <source>Planned changes</source>
        <translation>Modifications prévues</translation>
    </message>
    <message>
        <source>Planning the changes</source>
        <translation>Préparation des modifications</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problèmes</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Records changed: %1 of %2.</source>
        <translation>Fiches modifiées&#xa0;: %1 sur %2.</translation>
    </message>
    <message>
        <source>Records that were not changed</source>
        <translation>Fiches qui n’ont pas été modifiées</translation>
    </message>
    <message>
        <source>Records to change: %2 of %3. Values: %1. Organizations: %4. Public records: %5.</source>
        <translation>Fiches à modifier&#xa0;: %2 sur %3. Valeurs&#xa0;: %1. Organisations&#xa0;: %4. Fiches publiques&#xa0;: %5.</translation>
    </message>
    <message>
        <source>Restore records</source>
        <translation>Restaurer les fiches</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>Enregistrer le plan</translation>
    </message>
    <message>
        <source>Save plan…</source>
        <translation>Enregistrer le plan…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Spreadsheets and plans (*.xlsx *.csv *.json)</source>
        <translation>Classeurs et plans (*.xlsx *.csv *.json)</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>The steps are applied one after the other. Nothing is sent until you have seen the plan.</source>
        <translation>Les étapes sont appliquées l’une après l’autre. Rien n’est envoyé avant que vous ayez vu le plan.</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Annuler l’action…</translation>
    </message>
    <message>
        <source>Values to change</source>
        <translation>Valeurs à modifier</translation>
    </message>
</context>
<context>
    <name>BulkPlan</name>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problème</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
</context>
<context>
    <name>BulkSteps</name>
    <message>
        <source>Add a keyword</source>
        <translation>Ajouter un mot-clé</translation>
    </message>
    <message>
        <source>Clear a field</source>
        <translation>Vider un champ</translation>
    </message>
    <message>
        <source>Email address now</source>
        <translation>Adresse courriel actuelle</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation>Rechercher et remplacer</translation>
    </message>
    <message>
        <source>Ignore case</source>
        <translation>Ignorer la casse</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>Mot-clé</translation>
    </message>
    <message>
        <source>New email address</source>
        <translation>Nouvelle adresse courriel</translation>
    </message>
    <message>
        <source>New keyword</source>
        <translation>Nouveau mot-clé</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Nouveau nom</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>Nouvelle valeur</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Expression régulière</translation>
    </message>
    <message>
        <source>Remove a contact</source>
        <translation>Retirer un contact</translation>
    </message>
    <message>
        <source>Remove a keyword</source>
        <translation>Retirer un mot-clé</translation>
    </message>
    <message>
        <source>Remove this step</source>
        <translation>Retirer cette étape</translation>
    </message>
    <message>
        <source>Rename a keyword</source>
        <translation>Renommer un mot-clé</translation>
    </message>
    <message>
        <source>Replace a contact</source>
        <translation>Remplacer un contact</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Remplacer par</translation>
    </message>
    <message>
        <source>Set a field</source>
        <translation>Renseigner un champ</translation>
    </message>
    <message>
        <source>Set a field where it is empty</source>
        <translation>Renseigner un champ s’il est vide</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>Whole value</source>
        <translation>Valeur entière</translation>
    </message>
</context>
<context>
    <name>CatalogueSettingsDialog</name>
    <message>
        <source> MB</source>
        <translation> Mo</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>%1, set by your administrator</source>
        <translation>%1, réglé par votre administrateur</translation>
    </message>
    <message>
        <source>A file is downloaded before it is replaced, so that you can undo it.</source>
        <translation>Le fichier est téléchargé avant d’être remplacé, pour que vous puissiez annuler le remplacement.</translation>
    </message>
    <message>
        <source>As set on this computer</source>
        <translation>Selon les paramètres de cet ordinateur</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Taille des lots</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Check again after</source>
        <translation>Vérifier de nouveau après</translation>
    </message>
    <message>
        <source>Choose what to sync…</source>
        <translation>Choisir quoi synchroniser…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>Forgotten. The next file of that size will be tried.</source>
        <translation>Oublié. Le prochain fichier de cette taille sera essayé.</translation>
    </message>
    <message>
        <source>Keep replaced files up to</source>
        <translation>Conserver les fichiers remplacés jusqu’à</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>On CKAN before 2.9.11, someone else&apos;s save can overwrite an upload that was just accepted.</source>
        <translation>Avant CKAN 2.9.11, l’enregistrement d’une autre personne peut écraser un téléversement qui vient d’être accepté.</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autre</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Exercice</translation>
    </message>
    <message>
        <source>Production: changes are public</source>
        <translation>Production&#xa0;: les modifications sont publiques</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Serveur mandataire</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>Refuse files larger than</source>
        <translation>Refuser les fichiers de plus de</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Set by your administrator</source>
        <translation>Réglé par votre administrateur</translation>
    </message>
    <message>
        <source>Settings of “{title}”</source>
        <translation>Paramètres de «&#xa0;{title}&#xa0;»</translation>
    </message>
    <message>
        <source>Smaller files are downloaded after the upload and compared, larger ones by size.</source>
        <translation>Les petits fichiers sont téléchargés après le téléversement et comparés&#xa0;; les plus gros le sont par leur taille.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Essai</translation>
    </message>
    <message>
        <source>The catalogue refused a file of {size}, so files of that size are not uploaded.</source>
        <translation>Le catalogue a refusé un fichier de {size}&#xa0;; les fichiers de cette taille ne sont donc pas téléversés.</translation>
    </message>
    <message>
        <source>Up to this size, files are uploaded as one all-or-nothing batch.</source>
        <translation>Jusqu’à cette taille, les fichiers sont téléversés en un seul lot, en tout ou rien.</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Téléversements</translation>
    </message>
    <message>
        <source>Verify content up to</source>
        <translation>Vérifier le contenu jusqu’à</translation>
    </message>
    <message>
        <source>You see which files are too large before anything is uploaded.</source>
        <translation>Vous voyez quels fichiers sont trop gros avant tout téléversement.</translation>
    </message>
    <message>
        <source>http://host:port, pac+ and the address of a proxy script, or “direct” for no proxy</source>
        <translation>http://hôte:port, pac+ et l’adresse d’un script, ou «&#xa0;direct&#xa0;» pour n’en utiliser aucun</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Modifications</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Keep as draft</source>
        <translation>Conserver comme brouillon</translation>
    </message>
    <message>
        <source>Save 1 change</source>
        <translation>Enregistrer 1 modification</translation>
    </message>
    <message>
        <source>Save 1 field</source>
        <translation>Enregistrer 1 champ</translation>
    </message>
    <message>
        <source>Save {n} changes</source>
        <translation>Enregistrer {n} modifications</translation>
    </message>
    <message>
        <source>Save {n} fields</source>
        <translation>Enregistrer {n} champs</translation>
    </message>
</context>
<context>
    <name>ChangesPane</name>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Changes to the record</source>
        <translation>Modifications de la fiche</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Fichier&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>%1 as a table</source>
        <translation>%1 sous forme de tableau</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>Afficher sous forme de tableau</translation>
    </message>
</context>
<context>
    <name>CheckBoxesEditor</name>
    <message>
        <source>{value} (no longer a choice)</source>
        <translation>{value} (n’est plus un choix)</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>Clear all</source>
        <translation>Tout effacer</translation>
    </message>
    <message>
        <source>Filters of this search</source>
        <translation>Filtres de cette recherche</translation>
    </message>
    <message>
        <source>Remove filter: %1</source>
        <translation>Retirer le filtre&#xa0;: %1</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Retirer ce filtre</translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
    <message>
        <source>{value} (no longer a choice)</source>
        <translation>{value} (n’est plus un choix)</translation>
    </message>
</context>
<context>
    <name>ColumnHeader</name>
    <message>
        <source>Arrange columns…</source>
        <translation>Disposer les colonnes…</translation>
    </message>
    <message>
        <source>Fit widths to contents</source>
        <translation>Ajuster les largeurs au contenu</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Réinitialiser les colonnes</translation>
    </message>
</context>
<context>
    <name>ColumnTypes</name>
    <message>
        <source>any value</source>
        <translation>toute valeur</translation>
    </message>
    <message>
        <source>date</source>
        <translation>date</translation>
    </message>
    <message>
        <source>date and time</source>
        <translation>date et heure</translation>
    </message>
    <message>
        <source>number</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>text</source>
        <translation>texte</translation>
    </message>
    <message>
        <source>time</source>
        <translation>heure</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>nombre entier</translation>
    </message>
    <message>
        <source>year</source>
        <translation>année</translation>
    </message>
    <message>
        <source>year and month</source>
        <translation>année et mois</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>oui ou non</translation>
    </message>
</context>
<context>
    <name>ColumnsDialog</name>
    <message>
        <source> px</source>
        <translation>&#xa0;px</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>&amp;Largeur</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Arrange columns</source>
        <translation>Disposer les colonnes</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>&amp;Descendre</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>&amp;Monter</translation>
    </message>
    <message>
        <source>The title comes first, and has the room that the other columns leave.</source>
        <translation>Le titre vient en premier et occupe la place que laissent les autres colonnes.</translation>
    </message>
</context>
<context>
    <name>ColumnsModel</name>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vide</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Markers of missing values, separated by commas</source>
        <translation>Marques de valeur manquante, séparées par des virgules</translation>
    </message>
    <message>
        <source>Missing values</source>
        <translation>Sans valeur</translation>
    </message>
    <message>
        <source>Press F2 to edit: {what}</source>
        <translation>Appuyez sur F2 pour modifier&#xa0;: {what}</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Valeurs</translation>
    </message>
</context>
<context>
    <name>ColumnsView</name>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Catalogue</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Palette de commandes</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>Nothing has these letters.</source>
        <translation>Rien ne contient ces lettres.</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Recent record</source>
        <translation>Fiche récente</translation>
    </message>
    <message>
        <source>Saved search</source>
        <translation>Recherche enregistrée</translation>
    </message>
    <message>
        <source>Search all records for “%1”</source>
        <translation>Rechercher «&#xa0;%1&#xa0;» dans toutes les fiches</translation>
    </message>
    <message>
        <source>Type a command, a list, an organization or a record</source>
        <translation>Tapez une commande, une liste, une organisation ou une fiche</translation>
    </message>
</context>
<context>
    <name>CommonFields</name>
    <message>
        <source>For all new resources</source>
        <translation>Pour toutes les nouvelles ressources</translation>
    </message>
    <message>
        <source>For all:</source>
        <translation>Pour tous&#xa0;:</translation>
    </message>
    <message>
        <source>the same for every new resource</source>
        <translation>la même chose pour chaque nouvelle ressource</translation>
    </message>
    <message>
        <source>{field}, for all new resources</source>
        <translation>{field}, pour toutes les nouvelles ressources</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>Differences</source>
        <translation>Différences</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privée</translation>
    </message>
    <message>
        <source>public</source>
        <translation>publique</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>%1 records are the same in both</source>
        <translation>%1 fiches sont identiques dans les deux</translation>
    </message>
    <message>
        <source>1 record is the same in both</source>
        <translation>1 fiche est la même dans les deux</translation>
    </message>
    <message>
        <source>Choose two different catalogues</source>
        <translation>Choisissez deux catalogues différents</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Compare catalogues</source>
        <translation>Comparer des catalogues</translation>
    </message>
    <message>
        <source>Compare only the results of a search</source>
        <translation>Comparer seulement les résultats d’une recherche</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Comparaison…</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>Différent</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>First catalogue</source>
        <translation>Premier catalogue</translation>
    </message>
    <message>
        <source>Only in %1</source>
        <translation>Seulement dans %1</translation>
    </message>
    <message>
        <source>Only one catalogue is cached</source>
        <translation>Un seul catalogue est dans le cache</translation>
    </message>
    <message>
        <source>Only the results of a search</source>
        <translation>Seulement les résultats d’une recherche</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open another catalogue once. Its records are then cached and can be compared with this one.</source>
        <translation>Ouvrez une fois un autre catalogue. Ses fiches seront dans le cache et pourront être comparées avec celui-ci.</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>Second catalogue</source>
        <translation>Second catalogue</translation>
    </message>
    <message>
        <source>compared with</source>
        <translation>comparé à</translation>
    </message>
    <message>
        <source>comparison</source>
        <translation>comparaison</translation>
    </message>
    <message>
        <source>never synced</source>
        <translation>jamais synchronisé</translation>
    </message>
</context>
<context>
    <name>CompletenessMeter</name>
    <message>
        <source>%1 percent complete</source>
        <translation>complète à %1 pour cent</translation>
    </message>
    <message>
        <source>%1 recommended</source>
        <translation>recommandés&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 required</source>
        <translation>obligatoires&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1% complete</source>
        <translation>complète à %1&#xa0;%</translation>
    </message>
    <message>
        <source>Next problem (F8)</source>
        <translation>Problème suivant (F8)</translation>
    </message>
    <message>
        <source>What is missing…</source>
        <translation>Ce qui manque…</translation>
    </message>
</context>
<context>
    <name>CompletionView</name>
    <message>
        <source>Suggestions</source>
        <translation>Suggestions</translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message>
        <source>1 field was changed by both of you.</source>
        <translation>1 champ a été modifié des deux côtés.</translation>
    </message>
    <message>
        <source>1 other change that you reviewed is saved with them.</source>
        <translation>1 autre modification que vous avez vérifiée est enregistrée avec elles.</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>Autre</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Choix</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
    <message>
        <source>Choose a value for each conflict first</source>
        <translation>Choisissez d’abord une valeur pour chaque conflit</translation>
    </message>
    <message>
        <source>Discard my changes</source>
        <translation>Abandonner mes modifications</translation>
    </message>
    <message>
        <source>Discard your changes and take the record as it is on the server now</source>
        <translation>Abandonner vos modifications et prendre la fiche telle qu’elle est maintenant sur le serveur</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Fields changed by you and on the server</source>
        <translation>Champs modifiés par vous et sur le serveur</translation>
    </message>
    <message>
        <source>Keep as draft</source>
        <translation>Conserver comme brouillon</translation>
    </message>
    <message>
        <source>Nothing left to save</source>
        <translation>Plus rien à enregistrer</translation>
    </message>
    <message>
        <source>On the server now</source>
        <translation>Sur le serveur maintenant</translation>
    </message>
    <message>
        <source>Save 1 change</source>
        <translation>Enregistrer 1 modification</translation>
    </message>
    <message>
        <source>Save 1 field</source>
        <translation>Enregistrer 1 champ</translation>
    </message>
    <message>
        <source>Save {n} changes</source>
        <translation>Enregistrer {n} modifications</translation>
    </message>
    <message>
        <source>Save {n} fields</source>
        <translation>Enregistrer {n} champs</translation>
    </message>
    <message>
        <source>Someone else changed this record</source>
        <translation>Une autre personne a modifié cette fiche</translation>
    </message>
    <message>
        <source>Someone else changed this record while you were editing it</source>
        <translation>Une autre personne a modifié cette fiche pendant que vous la modifiiez</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Leur version</translation>
    </message>
    <message>
        <source>This field is merged automatically.</source>
        <translation>Ce champ est fusionné automatiquement.</translation>
    </message>
    <message>
        <source>When you began</source>
        <translation>Au début</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Votre version</translation>
    </message>
    <message>
        <source>{fits} of {total} fields can be merged automatically.</source>
        <translation>{fits} champs sur {total} peuvent être fusionnés automatiquement.</translation>
    </message>
    <message>
        <source>{n} fields were changed by both of you.</source>
        <translation>{n} champs ont été modifiés des deux côtés.</translation>
    </message>
    <message>
        <source>{n} other changes that you reviewed are saved with them.</source>
        <translation>{n} autres modifications que vous avez vérifiées sont enregistrées avec elles.</translation>
    </message>
</context>
<context>
    <name>ConflictResolution</name>
    <message>
        <source>%1 changed this record while you were editing it</source>
        <translation>%1 a modifié cette fiche pendant que vous la modifiiez</translation>
    </message>
    <message>
        <source>%1 changed this record while you were editing it (%2)</source>
        <translation>%1 a modifié cette fiche pendant que vous la modifiiez (%2)</translation>
    </message>
    <message>
        <source>%1 was deleted on the server, with its file. Your changes are kept as a draft. To add it again, upload a file.</source>
        <translation>%1 a été supprimé sur le serveur, avec son fichier. Vos modifications sont conservées comme brouillon. Pour l’ajouter de nouveau, téléversez un fichier.</translation>
    </message>
    <message>
        <source>%1 was deleted on the server. Your changes are kept as a draft.</source>
        <translation>%1 a été supprimé sur le serveur. Vos modifications sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>Add it again</source>
        <translation>L’ajouter de nouveau</translation>
    </message>
    <message>
        <source>Discard my changes</source>
        <translation>Abandonner mes modifications</translation>
    </message>
    <message>
        <source>Someone else</source>
        <translation>Quelqu’un d’autre</translation>
    </message>
    <message>
        <source>Someone else changed the order of the resources too. Nothing was saved.</source>
        <translation>Une autre personne a aussi changé l’ordre des ressources. Rien n’a été enregistré.</translation>
    </message>
    <message>
        <source>Use mine</source>
        <translation>Garder ma version</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Prendre leur version</translation>
    </message>
    <message>
        <source>Your changes were discarded. This is the record as it is on the server now.</source>
        <translation>Vos modifications ont été abandonnées. Voici la fiche telle qu’elle est maintenant sur le serveur.</translation>
    </message>
</context>
<context>
    <name>CopyConflicts</name>
    <message>
        <source>“%1” was changed in both catalogues</source>
        <translation>«&#xa0;%1&#xa0;» a été modifiée dans les deux catalogues</translation>
    </message>
</context>
<context>
    <name>CopyDialog</name>
    <message>
        <source>%1 new records will be public at once: they have no organization there, so they can&apos;t be private.</source>
        <translation>%1 nouvelles fiches seront publiques immédiatement&#xa0;: elles n’y ont pas d’organisation et ne peuvent donc pas être privées.</translation>
    </message>
    <message>
        <source>%1 values aren&apos;t carried over.</source>
        <translation>%1 valeurs ne sont pas reprises.</translation>
    </message>
    <message>
        <source>(left out)</source>
        <translation>(omis)</translation>
    </message>
    <message>
        <source>(not found: choose one)</source>
        <translation>(introuvable&#xa0;: choisissez)</translation>
    </message>
    <message>
        <source>1 new record will be public at once: it has no organization there, so it can&apos;t be private.</source>
        <translation>1 nouvelle fiche sera publique immédiatement&#xa0;: elle n’y a pas d’organisation et ne peut donc pas être privée.</translation>
    </message>
    <message>
        <source>1 value isn&apos;t carried over.</source>
        <translation>1 valeur n’est pas reprise.</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Can&apos;t be copied</source>
        <translation>Ne peut pas être copiée</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Catalogue to copy to</source>
        <translation>Catalogue de destination</translation>
    </message>
    <message>
        <source>Choose Preview to see what this changes.</source>
        <translation>Choisissez Aperçu pour voir ce que cela change.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Comparing the records</source>
        <translation>Comparaison des fiches</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflit</translation>
    </message>
    <message>
        <source>Copy %1 records to:</source>
        <translation>Copier %1 fiches vers&#xa0;:</translation>
    </message>
    <message>
        <source>Copy 1 record to:</source>
        <translation>Copier 1 fiche vers&#xa0;:</translation>
    </message>
    <message>
        <source>Copy files that are stored in the catalogue</source>
        <translation>Copier les fichiers stockés dans le catalogue</translation>
    </message>
    <message>
        <source>Copy records</source>
        <translation>Copier les fiches</translation>
    </message>
    <message>
        <source>Copy to another catalogue</source>
        <translation>Copier vers un autre catalogue</translation>
    </message>
    <message>
        <source>Copying records</source>
        <translation>Copie des fiches</translation>
    </message>
    <message>
        <source>Copying records…</source>
        <translation>Copie des fiches…</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Créée</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Everything can be carried over.</source>
        <translation>Tout peut être repris.</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Ici</translation>
    </message>
    <message>
        <source>In the target</source>
        <translation>Dans le catalogue de destination</translation>
    </message>
    <message>
        <source>In the target:</source>
        <translation>Dans le catalogue de destination&#xa0;:</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>Correspondance</translation>
    </message>
    <message>
        <source>Mapping (%1)</source>
        <translation>Correspondance (%1)</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouvelle</translation>
    </message>
    <message>
        <source>New records start as drafts there. When you copy a record again, only what has changed here since is sent; what was changed there is kept. Nothing is sent until you have seen the preview.</source>
        <translation>Les nouvelles fiches y sont d’abord des brouillons. Quand vous copiez de nouveau une fiche, seul ce qui a changé ici depuis est envoyé&#xa0;; ce qui a été modifié là-bas est conservé. Rien n’est envoyé avant que vous ayez vu l’aperçu.</translation>
    </message>
    <message>
        <source>New records: %1. To update: %2. Up to date: %3. Can&apos;t be copied: %4. Files: %5.</source>
        <translation>Nouvelles fiches&#xa0;: %1. À mettre à jour&#xa0;: %2. À jour&#xa0;: %3. Impossibles à copier&#xa0;: %4. Fichiers&#xa0;: %5.</translation>
    </message>
    <message>
        <source>Not carried over (%1)</source>
        <translation>Non repris (%1)</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Records (%1)</source>
        <translation>Fiches (%1)</translation>
    </message>
    <message>
        <source>Records copied: %1 of %2. Files copied: %3. You can undo each copy in the journal of that catalogue.</source>
        <translation>Fiches copiées&#xa0;: %1 sur %2. Fichiers copiés&#xa0;: %3. Vous pouvez annuler chaque copie dans le journal de ce catalogue.</translation>
    </message>
    <message>
        <source>Records to copy</source>
        <translation>Fiches à copier</translation>
    </message>
    <message>
        <source>Resolve conflict…</source>
        <translation>Résoudre le conflit…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>There is nothing to map.</source>
        <translation>Il n’y a rien à faire correspondre.</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>À jour</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Mise à jour</translation>
    </message>
    <message>
        <source>Update records that are there already</source>
        <translation>Mettre à jour les fiches qui y sont déjà</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Mise à jour</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>What can&apos;t be carried over</source>
        <translation>Ce qui ne peut pas être repris</translation>
    </message>
    <message>
        <source>What it is called in the target</source>
        <translation>Nom dans le catalogue de destination</translation>
    </message>
</context>
<context>
    <name>CrashReportDialog</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Crash report</source>
        <translation>Rapport de plantage</translation>
    </message>
    <message>
        <source>Save the crash report</source>
        <translation>Enregistrer le rapport de plantage</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Enregistré sous %1</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>The last time, something went wrong in BCDC Desktop. What you typed is safe. If you&apos;d like to help, send this report to the people who maintain the program for you. It contains no API key, no names and no data. Nothing is sent automatically.</source>
        <translation>La dernière fois, un problème est survenu dans BCDC Desktop. Ce que vous avez saisi est conservé. Si vous voulez aider, envoyez ce rapport aux personnes qui s’occupent du programme pour vous. Il ne contient ni clé API, ni nom, ni donnée. Rien n’est envoyé automatiquement.</translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>Calendar (F4)</source>
        <translation>Calendrier (F4)</translation>
    </message>
</context>
<context>
    <name>DecisionPane</name>
    <message>
        <source>Enter another value</source>
        <translation>Saisir une autre valeur</translation>
    </message>
    <message>
        <source>Theirs: {value}</source>
        <translation>Leur version&#xa0;: {value}</translation>
    </message>
    <message>
        <source>Yours: {value}</source>
        <translation>Votre version&#xa0;: {value}</translation>
    </message>
</context>
<context>
    <name>DeleteDialog</name>
    <message>
        <source>%1 selected records are left out because you may not delete them.</source>
        <translation>%1 fiches sélectionnées sont omises parce que vous ne pouvez pas les supprimer.</translation>
    </message>
    <message>
        <source>1 selected record is left out because you may not delete it.</source>
        <translation>1 fiche sélectionnée est omise parce que vous ne pouvez pas la supprimer.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Delete %1 records</source>
        <translation>Supprimer %1 fiches</translation>
    </message>
    <message>
        <source>Delete %1 records?</source>
        <translation>Supprimer %1 fiches&#xa0;?</translation>
    </message>
    <message>
        <source>Delete 1 record</source>
        <translation>Supprimer 1 fiche</translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <translation>Supprimer «&#xa0;%1&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Supprimée</translation>
    </message>
    <message>
        <source>Deleting the record</source>
        <translation>Suppression de la fiche</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Records deleted: %1 of %2.</source>
        <translation>Fiches supprimées&#xa0;: %1 sur %2.</translation>
    </message>
    <message>
        <source>Records to delete</source>
        <translation>Fiches à supprimer</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>The record and its files are deleted in the catalogue. Links to it will stop working.</source>
        <translation>La fiche et ses fichiers sont supprimés dans le catalogue. Les liens vers elle cesseront de fonctionner.</translation>
    </message>
    <message>
        <source>The records and their files are deleted in the catalogue. Links to them will stop working.</source>
        <translation>Les fiches et leurs fichiers sont supprimés dans le catalogue. Les liens vers elles cesseront de fonctionner.</translation>
    </message>
    <message>
        <source>You can restore deleted records from the journal (Ctrl+J).</source>
        <translation>Vous pouvez restaurer les fiches supprimées à partir du journal (Ctrl+J).</translation>
    </message>
</context>
<context>
    <name>DraftsPane</name>
    <message>
        <source>%1 drafts</source>
        <translation>%1 brouillons</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 fichiers</translation>
    </message>
    <message>
        <source>1 draft</source>
        <translation>1 brouillon</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 fichier</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifiée</translation>
    </message>
    <message>
        <source>Changed by someone else</source>
        <translation>Modifiée par une autre personne</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Modifications</translation>
    </message>
    <message>
        <source>Changes you have not saved yet appear here, and so do new records.</source>
        <translation>Les modifications que vous n’avez pas encore enregistrées apparaissent ici, tout comme les nouvelles fiches.</translation>
    </message>
    <message>
        <source>Conflict: same fields changed</source>
        <translation>Conflit&#xa0;: mêmes champs modifiés</translation>
    </message>
    <message>
        <source>Created %1, last changed %2</source>
        <translation>Créé %1, dernière modification %2</translation>
    </message>
    <message>
        <source>Deleted, or no longer visible to you</source>
        <translation>Supprimée, ou plus visible pour vous</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Discard the selected draft (Delete)</source>
        <translation>Abandonner le brouillon sélectionné (Suppr)</translation>
    </message>
    <message>
        <source>Discarded the draft of “%1”.</source>
        <translation>Le brouillon de «&#xa0;%1&#xa0;» a été abandonné.</translation>
    </message>
    <message>
        <source>Discarded the files for “%1”.</source>
        <translation>Les fichiers pour «&#xa0;%1&#xa0;» ont été abandonnés.</translation>
    </message>
    <message>
        <source>Drafts on this computer</source>
        <translation>Brouillons sur cet ordinateur</translation>
    </message>
    <message>
        <source>Export this list (Ctrl+Shift+E)</source>
        <translation>Exporter cette liste (Ctrl+Maj+E)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Files, not uploaded</source>
        <translation>Fichiers, non téléversés</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>No drafts</source>
        <translation>Aucun brouillon</translation>
    </message>
    <message>
        <source>Not created yet</source>
        <translation>Pas encore créée</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>Sur le serveur</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Inchangée</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler l’action</translation>
    </message>
</context>
<context>
    <name>EditingExport</name>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>Fichiers CSV (*.csv)</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Classeurs Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>Export for editing</source>
        <translation>Exporter pour modification</translation>
    </message>
    <message>
        <source>Exported %1 records to %2. When you have edited and saved the file, open it here.</source>
        <translation>%1 fiches exportées vers %2. Quand vous aurez modifié et enregistré le fichier, ouvrez-le ici.</translation>
    </message>
    <message>
        <source>Exported 1 record to %2. When you have edited and saved the file, open it here.</source>
        <translation>1 fiche exportée vers %2. Quand vous aurez modifié et enregistré le fichier, ouvrez-le ici.</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>Exportation de %1</translation>
    </message>
    <message>
        <source>Not exported: %1 of another type, because a CSV file has the columns of one type. Export to Excel for all of them.</source>
        <translation>Non exportés&#xa0;: %1 d’un autre type, car un fichier CSV n’a que les colonnes d’un seul type. Exportez vers Excel pour les avoir tous.</translation>
    </message>
    <message>
        <source>Open edited file…</source>
        <translation>Ouvrir le fichier modifié…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>records to edit</source>
        <translation>fiches à modifier</translation>
    </message>
</context>
<context>
    <name>EditorHead</name>
    <message>
        <source>%1 changes</source>
        <translation>%1 modifications</translation>
    </message>
    <message>
        <source>%1 changes, saved as a draft</source>
        <translation>%1 modifications (brouillon)</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 modification</translation>
    </message>
    <message>
        <source>1 change, saved as a draft</source>
        <translation>1 modification (brouillon)</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Création…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>No changes in this part</source>
        <translation>Aucune modification dans cette partie</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>Review and create…</source>
        <translation>Vérifier et créer…</translation>
    </message>
    <message>
        <source>Review and save…</source>
        <translation>Vérifier et enregistrer…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
</context>
<context>
    <name>EmptyList</name>
    <message>
        <source>Changes you have not saved and files you have not uploaded appear here.</source>
        <translation>Les modifications que vous n’avez pas enregistrées et les fichiers que vous n’avez pas téléversés apparaissent ici.</translation>
    </message>
    <message>
        <source>Did you mean “%1”? %2 records</source>
        <translation>Vouliez-vous dire «&#xa0;%1&#xa0;»&#xa0;? %2 fiches</translation>
    </message>
    <message>
        <source>Did you mean “%1”? 1 record</source>
        <translation>Vouliez-vous dire «&#xa0;%1&#xa0;»&#xa0;? 1 fiche</translation>
    </message>
    <message>
        <source>No drafts</source>
        <translation>Aucun brouillon</translation>
    </message>
    <message>
        <source>No known problems</source>
        <translation>Aucun problème connu</translation>
    </message>
    <message>
        <source>No recent records</source>
        <translation>Aucune fiche récente</translation>
    </message>
    <message>
        <source>No records</source>
        <translation>Aucune fiche</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>Aucun résultat</translation>
    </message>
    <message>
        <source>None of your records are here</source>
        <translation>Aucune de vos fiches n’est ici</translation>
    </message>
    <message>
        <source>Nothing has been downloaded from %1 yet. Check your network, or try the program on the practice catalogue, which needs none.</source>
        <translation>Rien n’a encore été téléchargé de %1. Vérifiez votre réseau, ou faites des essais dans le catalogue d’exercice, qui n’en a pas besoin.</translation>
    </message>
    <message>
        <source>Nothing is waiting for your approval</source>
        <translation>Rien n’attend votre approbation</translation>
    </message>
    <message>
        <source>Only “%1”: %2 records</source>
        <translation>Seulement «&#xa0;%1&#xa0;»&#xa0;: %2 fiches</translation>
    </message>
    <message>
        <source>Only “%1”: 1 record</source>
        <translation>Seulement «&#xa0;%1&#xa0;»&#xa0;: 1 fiche</translation>
    </message>
    <message>
        <source>Open the practice catalogue</source>
        <translation>Ouvrir le catalogue d’exercice</translation>
    </message>
    <message>
        <source>Records from %1 appear here as they are downloaded.</source>
        <translation>Les fiches de %1 apparaissent ici à mesure qu’elles sont téléchargées.</translation>
    </message>
    <message>
        <source>Records of organizations where you have a role appear here.</source>
        <translation>Les fiches des organisations où vous avez un rôle apparaissent ici.</translation>
    </message>
    <message>
        <source>Records submitted for publishing or archiving appear here for administrators.</source>
        <translation>Les fiches soumises pour publication ou archivage apparaissent ici pour les administrateurs.</translation>
    </message>
    <message>
        <source>Records that are incomplete, overdue or have a broken link appear here.</source>
        <translation>Les fiches incomplètes, en retard ou dont un lien est rompu apparaissent ici.</translation>
    </message>
    <message>
        <source>Records you open appear here, the latest first.</source>
        <translation>Les fiches que vous ouvrez apparaissent ici, la plus récente d’abord.</translation>
    </message>
    <message>
        <source>Search all records</source>
        <translation>Rechercher dans toutes les fiches</translation>
    </message>
    <message>
        <source>Search on the server</source>
        <translation>Rechercher sur le serveur</translation>
    </message>
    <message>
        <source>Searching on the server</source>
        <translation>Recherche sur le serveur</translation>
    </message>
    <message>
        <source>Searching on the server…</source>
        <translation>Recherche sur le serveur…</translation>
    </message>
    <message>
        <source>Select another organization, or show all records.</source>
        <translation>Sélectionnez une autre organisation ou affichez toutes les fiches.</translation>
    </message>
    <message>
        <source>Show all records</source>
        <translation>Afficher toutes les fiches</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Syncing the catalogue</source>
        <translation>Synchronisation du catalogue</translation>
    </message>
    <message>
        <source>The catalogue can&apos;t be reached</source>
        <translation>Le catalogue est injoignable</translation>
    </message>
    <message>
        <source>The server has %1 results. Those you have access to appear here.</source>
        <translation>Le serveur a %1 résultats. Ceux auxquels vous avez accès apparaissent ici.</translation>
    </message>
    <message>
        <source>The server has 1 result. It appears here if you have access to it.</source>
        <translation>Le serveur a 1 résultat. Il apparaît ici si vous y avez accès.</translation>
    </message>
    <message>
        <source>The server has no results either.</source>
        <translation>Le serveur n’a pas de résultat non plus.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Try fewer words, or only the beginning of a word. You can also search by ID or name.</source>
        <translation>Essayez moins de mots, ou seulement le début d’un mot. Vous pouvez aussi chercher par identifiant ou par nom.</translation>
    </message>
    <message>
        <source>Without “%1”: %2 records</source>
        <translation>Sans «&#xa0;%1&#xa0;»&#xa0;: %2 fiches</translation>
    </message>
    <message>
        <source>Without “%1”: 1 record</source>
        <translation>Sans «&#xa0;%1&#xa0;»&#xa0;: 1 fiche</translation>
    </message>
    <message>
        <source>You are offline: only records on this computer are searched.</source>
        <translation>Vous êtes hors ligne&#xa0;: la recherche porte seulement sur les fiches de cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>All %1 records in the list</source>
        <translation>Les %1 fiches de la liste</translation>
    </message>
    <message>
        <source>All columns</source>
        <translation>Toutes les colonnes</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Classeur Excel</translation>
    </message>
    <message>
        <source>Export this list</source>
        <translation>Exporter cette liste</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>One row per record</source>
        <translation>Une ligne par fiche</translation>
    </message>
    <message>
        <source>One row per resource</source>
        <translation>Une ligne par ressource</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Lignes</translation>
    </message>
    <message>
        <source>The %1 selected records</source>
        <translation>Les %1 fiches sélectionnées</translation>
    </message>
    <message>
        <source>Visible columns and the ID</source>
        <translation>Colonnes visibles et identifiant</translation>
    </message>
</context>
<context>
    <name>ExportFlow</name>
    <message>
        <source>%1 could not be written (%2). An earlier file of that name is unchanged.</source>
        <translation>Impossible d’écrire %1 (%2). Un fichier antérieur du même nom reste inchangé.</translation>
    </message>
    <message>
        <source>%1 records are incomplete, because the size of the cache is limited.</source>
        <translation>%1 fiches sont incomplètes, parce que la taille du cache est limitée.</translation>
    </message>
    <message>
        <source>1 record is incomplete, because the size of the cache is limited.</source>
        <translation>1 fiche est incomplète, car la taille du cache est limitée.</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>Fichiers CSV (*.csv)</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Classeurs Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>Export cancelled. No file was written.</source>
        <translation>Exportation annulée. Aucun fichier n’a été écrit.</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>Exporter la liste</translation>
    </message>
    <message>
        <source>Exported %1 rows to %2.</source>
        <translation>%1 lignes exportées dans %2.</translation>
    </message>
    <message>
        <source>Exported 1 row to %2.</source>
        <translation>1 ligne exportée dans %2.</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>Exportation de %1</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>catalogue</source>
        <translation>catalogue</translation>
    </message>
</context>
<context>
    <name>FacetModel</name>
    <message>
        <source>%1, %2 records</source>
        <translation>%1, %2 fiches</translation>
    </message>
    <message>
        <source>%1, 1 record</source>
        <translation>%1, 1 fiche</translation>
    </message>
    <message>
        <source>Show all %1…</source>
        <translation>Afficher les %1…</translation>
    </message>
</context>
<context>
    <name>FacetPanel</name>
    <message>
        <source>Exclude these</source>
        <translation>Exclure</translation>
    </message>
    <message>
        <source>No filters for this list</source>
        <translation>Aucun filtre pour cette liste</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Retirer ce filtre</translation>
    </message>
    <message>
        <source>Show only these</source>
        <translation>Afficher seulement ceux-ci</translation>
    </message>
</context>
<context>
    <name>FacetView</name>
    <message>
        <source>Filters</source>
        <translation>Filtres</translation>
    </message>
</context>
<context>
    <name>FavouriteButton</name>
    <message>
        <source>Add to favourites</source>
        <translation>Ajouter aux favoris</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favori</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>Retirer des favoris</translation>
    </message>
</context>
<context>
    <name>FieldCell</name>
    <message>
        <source>Accept</source>
        <translation>Accepter</translation>
    </message>
    <message>
        <source>Changed: was empty</source>
        <translation>Modifié&#xa0;: était vide</translation>
    </message>
    <message>
        <source>Changed: was “{before}”</source>
        <translation>Modifié&#xa0;: était «&#xa0;{before}&#xa0;»</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Proposé</translation>
    </message>
    <message>
        <source>{label}, required</source>
        <translation>{label}, obligatoire</translation>
    </message>
</context>
<context>
    <name>FieldFinder</name>
    <message>
        <source>Find in form</source>
        <translation>Rechercher dans le formulaire</translation>
    </message>
    <message>
        <source>No field has this name or value.</source>
        <translation>Aucun champ n’a ce nom ou cette valeur.</translation>
    </message>
    <message>
        <source>Type a field or a value</source>
        <translation>Tapez un champ ou une valeur</translation>
    </message>
</context>
<context>
    <name>FileModel</name>
    <message>
        <source>Check</source>
        <translation>Vérification</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Fixed copy of {path}</source>
        <translation>Copie corrigée de {path}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Period covered</source>
        <translation>Période visée</translation>
    </message>
    <message>
        <source>Replaces</source>
        <translation>Remplace</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>{file} (fixed copy)</source>
        <translation>{file} (copie corrigée)</translation>
    </message>
</context>
<context>
    <name>FilePreview</name>
    <message>
        <source>Rows of the file</source>
        <translation>Lignes du fichier</translation>
    </message>
</context>
<context>
    <name>FilePreviewDialog</name>
    <message>
        <source>%1 more columns are not shown</source>
        <translation>%1 autres colonnes ne sont pas affichées</translation>
    </message>
    <message>
        <source>1 more column is not shown</source>
        <translation>1 autre colonne n’est pas affichée</translation>
    </message>
    <message>
        <source>All %1 rows</source>
        <translation>Les %1 lignes</translation>
    </message>
    <message>
        <source>Choose the program that opens the file</source>
        <translation>Choisir le programme qui ouvre le fichier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Download and open</source>
        <translation>Télécharger et ouvrir</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Télécharger…</translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation>Premières lignes du fichier</translation>
    </message>
    <message>
        <source>From the DataStore</source>
        <translation>Du DataStore</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Chargement…</translation>
    </message>
    <message>
        <source>More rows</source>
        <translation>Plus de lignes</translation>
    </message>
    <message>
        <source>No preview</source>
        <translation>Aucun aperçu</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Sur %1</translation>
    </message>
    <message>
        <source>On this computer, not uploaded yet</source>
        <translation>Sur cet ordinateur, pas encore téléversé</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open with…</source>
        <translation>Ouvrir avec…</translation>
    </message>
    <message>
        <source>The file couldn&apos;t be read</source>
        <translation>Le fichier n’a pas pu être lu</translation>
    </message>
    <message>
        <source>The first %1 of %2 rows</source>
        <translation>Les %1 premières lignes sur %2</translation>
    </message>
    <message>
        <source>The first %1 rows</source>
        <translation>Les %1 premières lignes</translation>
    </message>
    <message>
        <source>The first row</source>
        <translation>La première ligne</translation>
    </message>
    <message>
        <source>The only row</source>
        <translation>La seule ligne</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Worksheet:</source>
        <translation>Feuille&#xa0;:</translation>
    </message>
    <message>
        <source>changed on %1</source>
        <translation>modifié le %1</translation>
    </message>
    <message>
        <source>semicolons</source>
        <translation>points-virgules</translation>
    </message>
    <message>
        <source>tabs</source>
        <translation>tabulations</translation>
    </message>
    <message>
        <source>vertical bars</source>
        <translation>barres verticales</translation>
    </message>
</context>
<context>
    <name>FileTable</name>
    <message>
        <source>Check again</source>
        <translation>Vérifier de nouveau</translation>
    </message>
    <message>
        <source>Create a resource</source>
        <translation>Créer une ressource</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>Fix a copy…</source>
        <translation>Corriger une copie…</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Exclure</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Replace matching resources</source>
        <translation>Remplacer les ressources correspondantes</translation>
    </message>
    <message>
        <source>Replace the file of</source>
        <translation>Remplacer le fichier de</translation>
    </message>
    <message>
        <source>Upload anyway, with errors</source>
        <translation>Téléverser quand même, avec les erreurs</translation>
    </message>
    <message>
        <source>Use the original file</source>
        <translation>Utiliser le fichier d’origine</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>1 error</source>
        <translation>1 erreur</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 avertissement</translation>
    </message>
    <message>
        <source>Available once the whole file has been checked</source>
        <translation>Disponible quand tout le fichier aura été vérifié</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Findings in the file</source>
        <translation>Constats dans le fichier</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Save the data dictionary</source>
        <translation>Enregistrer le dictionnaire de données</translation>
    </message>
    <message>
        <source>Save this table of columns to a file</source>
        <translation>Enregistrer ce tableau des colonnes dans un fichier</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>Enregistré sous {name}</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tableau</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tableau (*.csv)</translation>
    </message>
    <message>
        <source>Table Schema (*.json)</source>
        <translation>Table Schema (*.json)</translation>
    </message>
    <message>
        <source>The file is being checked.</source>
        <translation>Le fichier est en cours de vérification.</translation>
    </message>
    <message>
        <source>These rows can&apos;t be shown: {why}</source>
        <translation>Ces lignes ne peuvent pas être affichées&#xa0;: {why}</translation>
    </message>
    <message>
        <source>no problems found</source>
        <translation>aucun problème trouvé</translation>
    </message>
    <message>
        <source>{n} errors</source>
        <translation>{n} erreurs</translation>
    </message>
    <message>
        <source>{n} warnings</source>
        <translation>{n} avertissements</translation>
    </message>
    <message>
        <source>{n}% checked</source>
        <translation>{n}&#xa0;% vérifié</translation>
    </message>
</context>
<context>
    <name>FoldableSection</name>
    <message>
        <source>collapsed</source>
        <translation>replié</translation>
    </message>
    <message>
        <source>expanded</source>
        <translation>déplié</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Browse…</source>
        <translation>Parcourir…</translation>
    </message>
</context>
<context>
    <name>FolderFilter</name>
    <message>
        <source>Files of the folder</source>
        <translation>Fichiers du dossier</translation>
    </message>
    <message>
        <source>Files of type {kind}</source>
        <translation>Fichiers de type {kind}</translation>
    </message>
    <message>
        <source>Filter by name: 2024_*  or  *.csv, -draft*</source>
        <translation>Filtrer par nom&#xa0;: 2024_*  ou  *.csv, -draft*</translation>
    </message>
    <message>
        <source>Filter files by name</source>
        <translation>Filtrer les fichiers par nom</translation>
    </message>
    <message>
        <source>From the folder:</source>
        <translation>Du dossier&#xa0;:</translation>
    </message>
    <message>
        <source>Patterns separated by commas: * matches anything, a leading minus excludes</source>
        <translation>Motifs séparés par des virgules&#xa0;: * remplace n’importe quoi, un moins au début exclut</translation>
    </message>
    <message>
        <source>no extension</source>
        <translation>sans extension</translation>
    </message>
    <message>
        <source>{n} of {files}</source>
        <translation>{n} de {files}</translation>
    </message>
</context>
<context>
    <name>FormCells</name>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>More ({n} empty)</source>
        <translation>Plus ({n} vides)</translation>
    </message>
</context>
<context>
    <name>GroupRow</name>
    <message>
        <source>Empty row</source>
        <translation>Ligne vide</translation>
    </message>
    <message>
        <source>Fold row</source>
        <translation>Replier la ligne</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>Descendre (Alt+Bas)</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>Monter (Alt+Haut)</translation>
    </message>
    <message>
        <source>Remove row</source>
        <translation>Retirer la ligne</translation>
    </message>
    <message>
        <source>Show row</source>
        <translation>Afficher la ligne</translation>
    </message>
    <message>
        <source>{label}, row {n} of {count}</source>
        <translation>{label}, ligne {n} sur {count}</translation>
    </message>
</context>
<context>
    <name>GroupsEditor</name>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Add to {label}</source>
        <translation>Ajouter à {label}</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Contents</source>
        <translation>Table des matières</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Rechercher dans le guide</translation>
    </message>
    <message>
        <source>The guide has no section with these words.</source>
        <translation>Aucune section du guide ne contient ces mots.</translation>
    </message>
</context>
<context>
    <name>HelpWindows</name>
    <message>
        <source>Diagnostics copied</source>
        <translation>Diagnostics copiés</translation>
    </message>
    <message>
        <source>The log folder is %1</source>
        <translation>Le dossier des journaux est %1</translation>
    </message>
</context>
<context>
    <name>Inputs</name>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>%1 changes</source>
        <translation>%1 modifications</translation>
    </message>
    <message>
        <source>%1 files uploaded</source>
        <translation>%1 fichiers téléversés</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 modification</translation>
    </message>
    <message>
        <source>1 file uploaded</source>
        <translation>1 fichier téléversé</translation>
    </message>
    <message>
        <source>Changes saved</source>
        <translation>Modifications enregistrées</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Créé</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Supprimé</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Order of the resources</source>
        <translation>Ordre des ressources</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Record created</source>
        <translation>Fiche créée</translation>
    </message>
    <message>
        <source>Record deleted</source>
        <translation>Fiche supprimée</translation>
    </message>
    <message>
        <source>Record restored</source>
        <translation>Fiche restaurée</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restaurée</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>supprimé</translation>
    </message>
    <message>
        <source>overwritten or deleted: %1</source>
        <translation>écrasé ou supprimé&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>JournalDialog</name>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modification</translation>
    </message>
    <message>
        <source>Changes of this entry</source>
        <translation>Modifications de cette entrée</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copy as script</source>
        <translation>Copier comme script</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>Entrée %1</translation>
    </message>
    <message>
        <source>Every save, upload and deletion from this computer is listed here, and you can undo it.</source>
        <translation>Chaque enregistrement, téléversement et suppression fait depuis cet ordinateur figure ici, et vous pouvez l’annuler.</translation>
    </message>
    <message>
        <source>Export the journal</source>
        <translation>Exporter le journal</translation>
    </message>
    <message>
        <source>Exported %1 entries to %2.</source>
        <translation>%1 entrées exportées dans %2.</translation>
    </message>
    <message>
        <source>Exported 1 entry to %2.</source>
        <translation>1 entrée exportée vers %2.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>From this computer</source>
        <translation>De cet ordinateur</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>In the catalogue</source>
        <translation>Dans le catalogue</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Journal entries</source>
        <translation>Entrées du journal</translation>
    </message>
    <message>
        <source>Journal of %1</source>
        <translation>Journal de %1</translation>
    </message>
    <message>
        <source>No changes yet</source>
        <translation>Aucune modification pour l’instant</translation>
    </message>
    <message>
        <source>Only this record</source>
        <translation>Cette fiche seulement</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Overwritten or deleted</source>
        <translation>Écrasé ou supprimé</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>Search the journal</source>
        <translation>Rechercher dans le journal</translation>
    </message>
    <message>
        <source>Search titles, users and values</source>
        <translation>Rechercher des titres, des utilisateurs et des valeurs</translation>
    </message>
    <message>
        <source>Show record</source>
        <translation>Afficher la fiche</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tableau (*.csv)</translation>
    </message>
    <message>
        <source>The script was copied. It does not contain your API key.</source>
        <translation>Le script a été copié. Il ne contient pas votre clé API.</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Annuler l’action…</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utilisateur</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Vérifié</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
</context>
<context>
    <name>JsonEditor</name>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Format {label}</source>
        <translation>Format {label}</translation>
    </message>
</context>
<context>
    <name>LastChange</name>
    <message>
        <source>Last changed on %1 (%2 UTC)</source>
        <translation>Dernière modification&#xa0;: %1 (%2 UTC)</translation>
    </message>
    <message>
        <source>changed %1</source>
        <translation>modifié %1</translation>
    </message>
    <message>
        <source>changed %1 by %2</source>
        <translation>modifié %1 par %2</translation>
    </message>
</context>
<context>
    <name>LedgerDialog</name>
    <message>
        <source>%1 failed</source>
        <translation>%1 en échec</translation>
    </message>
    <message>
        <source>%1 in conflict</source>
        <translation>%1 en conflit</translation>
    </message>
    <message>
        <source>%1 of %2 changed</source>
        <translation>%1 sur %2 modifiées</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>All records</source>
        <translation>Toutes les fiches</translation>
    </message>
    <message>
        <source>Already had the values</source>
        <translation>Avaient déjà ces valeurs</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Bulk change %1, %2</source>
        <translation>Modification groupée %1, %2</translation>
    </message>
    <message>
        <source>Bulk changes</source>
        <translation>Modifications groupées</translation>
    </message>
    <message>
        <source>Bulk changes in %1</source>
        <translation>Modifications groupées dans %1</translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation>Fichier CSV (*.csv)</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modification</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifiée</translation>
    </message>
    <message>
        <source>Changes in this record</source>
        <translation>Modifications de cette fiche</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflit</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Classeur Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>Export the bulk change</source>
        <translation>Exporter la modification groupée</translation>
    </message>
    <message>
        <source>Exported %1 records to %2.</source>
        <translation>%1 fiches exportées vers %2.</translation>
    </message>
    <message>
        <source>Exported 1 record to %2.</source>
        <translation>1 fiche exportée vers %2.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>In conflict</source>
        <translation>En conflit</translation>
    </message>
    <message>
        <source>JSON file (*.json)</source>
        <translation>Fichier JSON (*.json)</translation>
    </message>
    <message>
        <source>No bulk changes yet</source>
        <translation>Pas encore de modification groupée</translation>
    </message>
    <message>
        <source>Not confirmed yet</source>
        <translation>Pas encore confirmée</translation>
    </message>
    <message>
        <source>Not finished: %1 of %2 changed</source>
        <translation>Inachevée&#xa0;: %1 sur %2 modifiées</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Pas encore envoyée</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Records of this bulk change</source>
        <translation>Fiches de cette modification groupée</translation>
    </message>
    <message>
        <source>Restore all…</source>
        <translation>Tout restaurer…</translation>
    </message>
    <message>
        <source>Restore selected…</source>
        <translation>Restaurer la sélection…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Search reasons, changes, users and titles</source>
        <translation>Rechercher dans les motifs, modifications, utilisateurs et titres</translation>
    </message>
    <message>
        <source>Search the bulk changes</source>
        <translation>Rechercher dans les modifications groupées</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Show record</source>
        <translation>Afficher la fiche</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Inchangée</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utilisateur</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>When you change several records at once, it is listed here, and you can undo it.</source>
        <translation>Quand vous modifiez plusieurs fiches à la fois, la modification apparaît ici et vous pouvez l’annuler.</translation>
    </message>
    <message>
        <source>search: %1</source>
        <translation>recherche&#xa0;: %1</translation>
    </message>
    <message>
        <source>undoes bulk change %1</source>
        <translation>annule la modification groupée %1</translation>
    </message>
    <message>
        <source>undone by bulk change %1</source>
        <translation>annulée par la modification groupée %1</translation>
    </message>
</context>
<context>
    <name>ListHead</name>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Export this list (Ctrl+Shift+E)</source>
        <translation>Exporter cette liste (Ctrl+Maj+E)</translation>
    </message>
    <message>
        <source>Save this search (Ctrl+Shift+S)</source>
        <translation>Enregistrer cette recherche (Ctrl+Maj+S)</translation>
    </message>
    <message>
        <source>Sort order</source>
        <translation>Ordre de tri</translation>
    </message>
    <message>
        <source>Use “%1”</source>
        <translation>Utiliser «&#xa0;%1&#xa0;»</translation>
    </message>
</context>
<context>
    <name>LostUpdatesDialog</name>
    <message>
        <source>Another value</source>
        <translation>Autre valeur</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modification</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Supprimée</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Keep theirs</source>
        <translation>Conserver leur version</translation>
    </message>
    <message>
        <source>Noticed</source>
        <translation>Constaté</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>Restore mine as a draft</source>
        <translation>Rétablir ma version comme brouillon</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Set back</source>
        <translation>Ancienne valeur remise</translation>
    </message>
    <message>
        <source>This can happen when a web form was left open for a long time, or a script ran.</source>
        <translation>Cela peut arriver quand un formulaire Web est resté ouvert longtemps ou qu’un script a été exécuté.</translation>
    </message>
    <message>
        <source>What was overwritten</source>
        <translation>Ce qui a été écrasé</translation>
    </message>
    <message>
        <source>You saved</source>
        <translation>Vous avez enregistré</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>%1 Nothing has been downloaded from this catalogue yet.</source>
        <translation>%1 Rien n’a encore été téléchargé de ce catalogue.</translation>
    </message>
    <message>
        <source>%1 You can use what was downloaded before. Your edits are stored as drafts.</source>
        <translation>%1 Vous pouvez utiliser ce qui a déjà été téléchargé. Vos modifications sont conservées comme brouillons.</translation>
    </message>
    <message>
        <source>%1 lines copied</source>
        <translation>%1 lignes copiées</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>Adresse copiée</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Files are still being uploaded.</source>
        <translation>Des fichiers sont encore en cours de téléversement.</translation>
    </message>
    <message>
        <source>ID copied</source>
        <translation>Identifiant copié</translation>
    </message>
    <message>
        <source>Keep uploading</source>
        <translation>Continuer le téléversement</translation>
    </message>
    <message>
        <source>Name copied</source>
        <translation>Nom copié</translation>
    </message>
    <message>
        <source>Not a web address: %1</source>
        <translation>Ce n’est pas une adresse Web&#xa0;: %1</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Some settings of your administrator couldn&apos;t be read: %1. The others apply.</source>
        <translation>Certains paramètres de votre administrateur n’ont pas pu être lus&#xa0;: %1. Les autres s’appliquent.</translation>
    </message>
    <message>
        <source>Something went wrong. The log has the details. What you typed is safe.</source>
        <translation>Un problème est survenu. Le journal technique contient les détails. Ce que vous avez saisi est conservé.</translation>
    </message>
    <message>
        <source>The cache folder %1 is missing or on a network drive. The default folder is used instead.</source>
        <translation>Le dossier du cache %1 est introuvable ou se trouve sur un lecteur réseau. Le dossier par défaut est utilisé à la place.</translation>
    </message>
    <message>
        <source>The cache of this catalogue was damaged or from another version. It was set aside and is being downloaded again. Drafts, uploads and the journal are safe.</source>
        <translation>Le cache de ce catalogue était endommagé ou provenait d’une autre version. Il a été mis de côté et est téléchargé de nouveau. Les brouillons, les téléversements et le journal sont intacts.</translation>
    </message>
    <message>
        <source>The cache was moved to the new folder.</source>
        <translation>Le cache a été déplacé dans le nouveau dossier.</translation>
    </message>
    <message>
        <source>The cache was not moved: %1</source>
        <translation>Le cache n’a pas été déplacé&#xa0;: %1</translation>
    </message>
    <message>
        <source>The file with your settings was damaged, and was kept as %1. The last good copy is used, or the defaults where there is none.</source>
        <translation>Le fichier de vos paramètres était endommagé et a été conservé sous le nom %1. La dernière bonne copie est utilisée, ou les valeurs par défaut s’il n’y en a pas.</translation>
    </message>
    <message>
        <source>There are no files and no table in the clipboard.</source>
        <translation>Le presse-papiers ne contient ni fichier ni tableau.</translation>
    </message>
    <message>
        <source>These files are inside another program, such as Outlook or a zip folder. Save them to a folder first, then drop them here from there.</source>
        <translation>Ces fichiers sont dans un autre programme, comme Outlook ou un dossier compressé. Enregistrez-les d’abord dans un dossier, puis déposez-les ici à partir de là.</translation>
    </message>
    <message>
        <source>They resume when you open this catalogue again. Nothing is uploaded twice.</source>
        <translation>Ils reprendront quand vous rouvrirez ce catalogue. Rien n’est téléversé deux fois.</translation>
    </message>
    <message>
        <source>This catalogue can only be read by people who are signed in.</source>
        <translation>Ce catalogue ne peut être lu que par les personnes connectées.</translation>
    </message>
    <message>
        <source>This could not be stored on this computer. %1 What you typed is still in the form.</source>
        <translation>Impossible de conserver ceci sur cet ordinateur. %1 Ce que vous avez saisi est toujours dans le formulaire.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Uploads are under way</source>
        <translation>Des téléversements sont en cours</translation>
    </message>
    <message>
        <source>Your administrator doesn&apos;t allow adding catalogues.</source>
        <translation>Votre administrateur ne permet pas d’ajouter des catalogues.</translation>
    </message>
    <message>
        <source>Your settings couldn&apos;t be read: %1. The last good copy is used. Nothing is changed in them until they can be read again.</source>
        <translation>Vos paramètres n’ont pas pu être lus&#xa0;: %1. La dernière bonne copie est utilisée. Rien n’y sera modifié tant qu’ils ne peuvent pas être relus.</translation>
    </message>
    <message>
        <source>admin of %1</source>
        <translation>administrateur de %1</translation>
    </message>
    <message>
        <source>editor of %1</source>
        <translation>éditeur de %1</translation>
    </message>
    <message>
        <source>pasted table.csv</source>
        <translation>tableau collé.csv</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>lecture seule</translation>
    </message>
    <message>
        <source>system administrator</source>
        <translation>administrateur système</translation>
    </message>
    <message>
        <source>“%1” could not be opened. %2</source>
        <translation>Impossible d’ouvrir «&#xa0;%1&#xa0;». %2</translation>
    </message>
</context>
<context>
    <name>MarkdownEditor</name>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Preview of {label}</source>
        <translation>Aperçu de {label}</translation>
    </message>
    <message>
        <source>The preview ends here; the text goes on.</source>
        <translation>L’aperçu se termine ici&#xa0;; le texte continue.</translation>
    </message>
</context>
<context>
    <name>MarkdownView</name>
    <message>
        <source>Not opened: %1</source>
        <translation>Non ouvert&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>1 unchanged row</source>
        <translation>1 ligne inchangée</translation>
    </message>
    <message>
        <source>moved from position {n}:</source>
        <translation>déplacé de la position {n}&#xa0;:</translation>
    </message>
    <message>
        <source>moved to position {n}:</source>
        <translation>déplacé à la position {n}&#xa0;:</translation>
    </message>
    <message>
        <source>{n} characters, beginning with:</source>
        <translation>{n} caractères, commençant par&#xa0;:</translation>
    </message>
    <message>
        <source>{n} unchanged rows</source>
        <translation>{n} lignes inchangées</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>%1 more messages</source>
        <translation>%1 autres messages</translation>
    </message>
    <message>
        <source>1 more message</source>
        <translation>1 autre message</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Fermer ce message</translation>
    </message>
</context>
<context>
    <name>MoreFiles</name>
    <message>
        <source>Add files</source>
        <translation>Ajouter des fichiers</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.xlsx)</source>
        <translation>Tableaux (*.csv *.tsv *.xlsx)</translation>
    </message>
</context>
<context>
    <name>NameSearchDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>This replaces the saved search with the same name.</source>
        <translation>La recherche enregistrée du même nom sera remplacée.</translation>
    </message>
    <message>
        <source>all records</source>
        <translation>toutes les fiches</translation>
    </message>
</context>
<context>
    <name>NewRecordDialog</name>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Also save these fields as a template named…</source>
        <translation>Enregistrer aussi ces champs comme modèle nommé…</translation>
    </message>
    <message>
        <source>Blank</source>
        <translation>Vierge</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Filled in as in most records of %1: %2. Check this before you create the record.</source>
        <translation>Rempli comme dans la plupart des fiches de %1&#xa0;: %2. Vérifiez-le avant de créer la fiche.</translation>
    </message>
    <message>
        <source>From a JSON file…</source>
        <translation>À partir d’un fichier JSON…</translation>
    </message>
    <message>
        <source>From a template</source>
        <translation>À partir d’un modèle</translation>
    </message>
    <message>
        <source>From “%1”</source>
        <translation>À partir de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Name of the new template</source>
        <translation>Nom du nouveau modèle</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>Not imported, because a new record cannot have it: %1.</source>
        <translation>Non importé, parce qu’une nouvelle fiche ne peut pas l’avoir&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Open a record in JSON</source>
        <translation>Ouvrir une fiche en JSON</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>The record stays on this computer as a draft until you create it in the catalogue.</source>
        <translation>La fiche reste sur cet ordinateur comme brouillon jusqu’à ce que vous la créiez dans le catalogue.</translation>
    </message>
    <message>
        <source>The record stays on this computer as a draft. Sign in to create it in the catalogue.</source>
        <translation>La fiche reste sur cet ordinateur comme brouillon. Connectez-vous pour la créer dans le catalogue.</translation>
    </message>
    <message>
        <source>The record stays on this computer as a draft. You aren&apos;t an editor of any organization, so the catalogue may refuse to create it.</source>
        <translation>La fiche reste un brouillon sur cet ordinateur. Vous n’êtes éditeur d’aucune organisation&#xa0;: le catalogue pourrait refuser de la créer.</translation>
    </message>
    <message>
        <source>This file is not UTF-8 text.</source>
        <translation>Ce fichier n’est pas du texte UTF-8.</translation>
    </message>
    <message>
        <source>This file is too large to be a single record.</source>
        <translation>Ce fichier est trop gros pour être une seule fiche.</translation>
    </message>
    <message>
        <source>Type of record</source>
        <translation>Type de fiche</translation>
    </message>
</context>
<context>
    <name>ObjectEditor</name>
    <message>
        <source>Not JSON: {error}</source>
        <translation>Ce n’est pas du JSON&#xa0;: {error}</translation>
    </message>
</context>
<context>
    <name>OpenRequests</name>
    <message>
        <source>Open the record that the files belong to. They are added to it then.</source>
        <translation>Ouvrez la fiche à laquelle ces fichiers appartiennent. Ils y seront alors ajoutés.</translation>
    </message>
    <message>
        <source>The link could not be opened. %1</source>
        <translation>Le lien n’a pas pu être ouvert. %1</translation>
    </message>
    <message>
        <source>This link doesn&apos;t lead to a record of a catalogue that you have added: %1</source>
        <translation>Ce lien ne mène pas à une fiche d’un catalogue que vous avez ajouté&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>OrganizationEditor</name>
    <message>
        <source>Choose one of the organizations</source>
        <translation>Choisissez une des organisations</translation>
    </message>
    <message>
        <source>Type to search</source>
        <translation>Tapez pour chercher</translation>
    </message>
</context>
<context>
    <name>OrganizationModel</name>
    <message>
        <source>%1, %2 records</source>
        <translation>%1, %2 fiches</translation>
    </message>
    <message>
        <source>%1, 1 record</source>
        <translation>%1, 1 fiche</translation>
    </message>
</context>
<context>
    <name>OrganizationPane</name>
    <message>
        <source>Choose what to sync…</source>
        <translation>Choisir quoi synchroniser…</translation>
    </message>
    <message>
        <source>Copy ID</source>
        <translation>Copier l’identifiant</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Copier le nom</translation>
    </message>
    <message>
        <source>Data quality…</source>
        <translation>Qualité des données…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Find an organization</source>
        <translation>Trouver une organisation</translation>
    </message>
    <message>
        <source>Mine only</source>
        <translation>Les miennes seulement</translation>
    </message>
    <message>
        <source>No organization has that name. Press Esc to clear the filter.</source>
        <translation>Aucune organisation ne porte ce nom. Appuyez sur Échap pour effacer le filtre.</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Organizations</source>
        <translation>Organisations</translation>
    </message>
    <message>
        <source>Organizations appear here after the first sync.</source>
        <translation>Les organisations apparaissent ici après la première synchronisation.</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>Show only organizations in which you have a role</source>
        <translation>Afficher seulement les organisations où vous avez un rôle</translation>
    </message>
    <message>
        <source>This catalogue is large, so the first sync takes a while.</source>
        <translation>Ce catalogue est volumineux&#xa0;: la première synchronisation prend du temps.</translation>
    </message>
</context>
<context>
    <name>Overwritten</name>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>introuvable</translation>
    </message>
</context>
<context>
    <name>OverwrittenList</name>
    <message>
        <source>Nothing was overwritten</source>
        <translation>Rien n’a été écrasé</translation>
    </message>
    <message>
        <source>What you save is compared with the catalogue at each sync.</source>
        <translation>Ce que vous enregistrez est comparé au catalogue à chaque synchronisation.</translation>
    </message>
</context>
<context>
    <name>OverwrittenNotice</name>
    <message>
        <source>Show the list</source>
        <translation>Afficher la liste</translation>
    </message>
    <message>
        <source>Show the record</source>
        <translation>Afficher la fiche</translation>
    </message>
    <message>
        <source>Someone else deleted {count} values of “{record}” that you had saved, with their resources.</source>
        <translation>Quelqu’un d’autre a supprimé {count} valeurs de «&#xa0;{record}&#xa0;» que vous aviez enregistrées, avec leurs ressources.</translation>
    </message>
    <message>
        <source>Someone else deleted “{field}” of “{record}”, which you had added.</source>
        <translation>Quelqu’un d’autre a supprimé «&#xa0;{field}&#xa0;» de «&#xa0;{record}&#xa0;», que vous aviez ajouté.</translation>
    </message>
    <message>
        <source>Someone else deleted “{field}” of “{record}”, which you had saved, with its resource.</source>
        <translation>Quelqu’un d’autre a supprimé «&#xa0;{field}&#xa0;» de «&#xa0;{record}&#xa0;», que vous aviez enregistré, avec sa ressource.</translation>
    </message>
    <message>
        <source>Someone else overwrote or deleted {count} values of “{record}” that you had saved.</source>
        <translation>Quelqu’un d’autre a écrasé ou supprimé {count} valeurs de «&#xa0;{record}&#xa0;» que vous aviez enregistrées.</translation>
    </message>
    <message>
        <source>Someone else overwrote values that you had saved in %1 records.</source>
        <translation>Une autre personne a écrasé des valeurs que vous aviez enregistrées dans %1 fiches.</translation>
    </message>
    <message>
        <source>Someone else overwrote {count} values of “{record}” that you had saved.</source>
        <translation>Une autre personne a écrasé {count} valeurs de «&#xa0;{record}&#xa0;» que vous aviez enregistrées.</translation>
    </message>
    <message>
        <source>Someone else overwrote “{field}” of “{record}”, which you had saved.</source>
        <translation>Une autre personne a écrasé «&#xa0;{field}&#xa0;» de «&#xa0;{record}&#xa0;», que vous aviez enregistré.</translation>
    </message>
</context>
<context>
    <name>OverwrittenWatch</name>
    <message>
        <source>Restore mine as a draft</source>
        <translation>Rétablir ma version comme brouillon</translation>
    </message>
    <message>
        <source>Restored as a draft on the current version of the record. Review and save it.</source>
        <translation>Rétabli comme brouillon sur la version actuelle de la fiche. Vérifiez-le et enregistrez-le.</translation>
    </message>
    <message>
        <source>Show the difference</source>
        <translation>Afficher la différence</translation>
    </message>
    <message>
        <source>This can&apos;t be restored: the file has been moved or changed, or its resource was deleted.</source>
        <translation>Impossible de rétablir&#xa0;: le fichier a été déplacé ou modifié, ou sa ressource a été supprimée.</translation>
    </message>
    <message>
        <source>{count} values that you saved, the last on {saved}, have been overwritten by someone else (noticed {noticed}).</source>
        <translation>{count} valeurs que vous avez enregistrées, la dernière le {saved}, ont été écrasées par une autre personne (constaté le {noticed}).</translation>
    </message>
    <message>
        <source>{count} values that you saved, the last on {saved}, have been overwritten, or deleted together with their resources, by someone else (noticed {noticed}).</source>
        <translation>{count} valeurs que vous avez enregistrées, la dernière le {saved}, ont été écrasées, ou supprimées avec leurs ressources, par quelqu’un d’autre (constaté le {noticed}).</translation>
    </message>
    <message>
        <source>{count} values that you saved, the last on {saved}, were deleted together with their resources by someone else (noticed {noticed}).</source>
        <translation>{count} valeurs que vous avez enregistrées, la dernière le {saved}, ont été supprimées avec leurs ressources par quelqu’un d’autre (constaté le {noticed}).</translation>
    </message>
    <message>
        <source>“{name}”, which you added on {saved}, was deleted by someone else (noticed {noticed}).</source>
        <translation>«&#xa0;{name}&#xa0;», que vous avez ajouté le {saved}, a été supprimé par quelqu’un d’autre (constaté le {noticed}).</translation>
    </message>
    <message>
        <source>“{name}”, which you saved on {saved}, has been overwritten by someone else (noticed {noticed}).</source>
        <translation>«&#xa0;{name}&#xa0;», que vous avez enregistré le {saved}, a été écrasé par une autre personne (constaté le {noticed}).</translation>
    </message>
    <message>
        <source>“{name}”, which you saved on {saved}, was deleted together with its resource by someone else (noticed {noticed}).</source>
        <translation>«&#xa0;{name}&#xa0;», que vous avez enregistré le {saved}, a été supprimé avec sa ressource par quelqu’un d’autre (constaté le {noticed}).</translation>
    </message>
</context>
<context>
    <name>PackageModel</name>
    <message>
        <source>An upload failed</source>
        <translation>Un téléversement a échoué</translation>
    </message>
    <message>
        <source>Conflict: your draft and the catalogue changed the same fields</source>
        <translation>Conflit&#xa0;: votre brouillon et le catalogue ont modifié les mêmes champs</translation>
    </message>
    <message>
        <source>Draft on this computer</source>
        <translation>Brouillon sur cet ordinateur</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favori</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privée</translation>
    </message>
    <message>
        <source>Private: visible only to members of the organization</source>
        <translation>Privée&#xa0;: visible seulement par les membres de l’organisation</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Publique</translation>
    </message>
</context>
<context>
    <name>PackagePane</name>
    <message>
        <source>%1 records</source>
        <translation>%1 fiches</translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 fiche</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>Reverse order</source>
        <translation>Inverser l’ordre</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>hors ligne</translation>
    </message>
    <message>
        <source>only part of the catalogue is here</source>
        <translation>seule une partie du catalogue est ici</translation>
    </message>
    <message>
        <source>sorted by %1</source>
        <translation>trié par %1</translation>
    </message>
    <message>
        <source>synced %1</source>
        <translation>synchro %1</translation>
    </message>
</context>
<context>
    <name>PartialDateEditor</name>
    <message>
        <source>YYYY, YYYY-MM or YYYY-MM-DD</source>
        <translation>AAAA, AAAA-MM ou AAAA-MM-JJ</translation>
    </message>
</context>
<context>
    <name>PickerEditor</name>
    <message>
        <source>Choose one or more</source>
        <translation>Choisissez-en un ou plusieurs</translation>
    </message>
    <message>
        <source>{value} (no longer a choice)</source>
        <translation>{value} (n’est plus un choix)</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Deleted</source>
        <translation>Supprimé</translation>
    </message>
    <message>
        <source>Deleting “{name}” also deletes its file {file}. Links to it will stop working.</source>
        <translation>La suppression de «&#xa0;{name}&#xa0;» supprime aussi son fichier {file}. Les liens vers ce fichier ne fonctionneront plus.</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Fichier&#xa0;: %1</translation>
    </message>
    <message>
        <source>New resource “%1”</source>
        <translation>Nouvelle ressource «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Order of the resources</source>
        <translation>Ordre des ressources</translation>
    </message>
    <message>
        <source>The file is replaced by %1</source>
        <translation>Le fichier est remplacé par %1</translation>
    </message>
    <message>
        <source>“%1” will be deleted. The page or file that it links to is not affected.</source>
        <translation>«&#xa0;%1&#xa0;» sera supprimé. La page ou le fichier visé par le lien n’est pas touché.</translation>
    </message>
    <message>
        <source>“{name}”, {size}, from {folder}</source>
        <translation>«&#xa0;{name}&#xa0;», {size}, de {folder}</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>{name}: {kind}. Click to change the type</source>
        <translation>{name}&#xa0;: {kind}. Cliquez pour changer le type</translation>
    </message>
</context>
<context>
    <name>PublishDialog</name>
    <message>
        <source>%1 changes to this record are not saved. They stay in your draft and are not published.</source>
        <translation>%1 modifications de cette fiche ne sont pas enregistrées. Elles restent dans votre brouillon et ne sont pas publiées.</translation>
    </message>
    <message>
        <source>A record in this state cannot be moved to another one.</source>
        <translation>Une fiche dans cet état ne peut pas passer à un autre.</translation>
    </message>
    <message>
        <source>Changing who can see the record</source>
        <translation>Modification de qui peut voir la fiche</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Vérifier maintenant</translation>
    </message>
    <message>
        <source>Check this</source>
        <translation>À vérifier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Make private</source>
        <translation>Rendre privé</translation>
    </message>
    <message>
        <source>Make public</source>
        <translation>Rendre public</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Manquant</translation>
    </message>
    <message>
        <source>Move to %1</source>
        <translation>Passer à l’état %1</translation>
    </message>
    <message>
        <source>No email is sent.</source>
        <translation>Aucun courriel n’est envoyé.</translation>
    </message>
    <message>
        <source>Nothing was changed because someone else edited this record. Check it and try again.</source>
        <translation>Rien n’a été modifié, car quelqu’un d’autre a modifié cette fiche. Vérifiez-la et réessayez.</translation>
    </message>
    <message>
        <source>Nothing was changed. %1</source>
        <translation>Rien n’a été modifié. %1</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>One change to this record is not saved. It stays in your draft and is not published.</source>
        <translation>Une modification de cette fiche n’est pas enregistrée. Elle reste dans votre brouillon et n’est pas publiée.</translation>
    </message>
    <message>
        <source>Publish state</source>
        <translation>État de publication</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>Who can see the record</source>
        <translation>Qui peut voir la fiche</translation>
    </message>
</context>
<context>
    <name>Quality</name>
    <message>
        <source>%1 days late</source>
        <translation>%1 jours de retard</translation>
    </message>
    <message>
        <source>%1 other formats</source>
        <translation>%1 autres formats</translation>
    </message>
    <message>
        <source>1 day late</source>
        <translation>1 jour de retard</translation>
    </message>
    <message>
        <source>Columns of tables</source>
        <translation>Colonnes des tableaux</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Data quality</source>
        <translation>Qualité des données</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Descriptions of resources</source>
        <translation>Descriptions des ressources</translation>
    </message>
    <message>
        <source>Formats of resources</source>
        <translation>Formats des ressources</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>Mots-clés</translation>
    </message>
    <message>
        <source>Late by more than a year</source>
        <translation>En retard de plus d’un an</translation>
    </message>
    <message>
        <source>Late by up to 3 months</source>
        <translation>En retard de 3 mois au plus</translation>
    </message>
    <message>
        <source>Late by up to a year</source>
        <translation>En retard d’un an au plus</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation>Provenance</translation>
    </message>
    <message>
        <source>Longest overdue</source>
        <translation>Les plus en retard</translation>
    </message>
    <message>
        <source>No update cycle</source>
        <translation>Aucun cycle de mise à jour</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>But</translation>
    </message>
    <message>
        <source>Required fields</source>
        <translation>Champs obligatoires</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>À jour</translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>échéance %1</translation>
    </message>
</context>
<context>
    <name>QualityDialog</name>
    <message>
        <source>%1 could not be saved: %2</source>
        <translation>Impossible d’enregistrer %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <translation>%1, en date du %2</translation>
    </message>
    <message>
        <source>Checking about one link per second for each host. You can stop it in the status line.</source>
        <translation>Environ un lien par seconde est vérifié pour chaque serveur. Vous pouvez arrêter la vérification dans la barre d’état.</translation>
    </message>
    <message>
        <source>Checking links</source>
        <translation>Vérification des liens</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Data quality</source>
        <translation>Qualité des données</translation>
    </message>
    <message>
        <source>Data quality of %1</source>
        <translation>Qualité des données de %1</translation>
    </message>
    <message>
        <source>Images (*.png)</source>
        <translation>Images (*.png)</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>Documents PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Save as picture</source>
        <translation>Enregistrer comme image</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>Enregistrer comme image…</translation>
    </message>
    <message>
        <source>Saved the picture as %1.</source>
        <translation>Image enregistrée sous %1.</translation>
    </message>
    <message>
        <source>Show every chart as a table</source>
        <translation>Afficher chaque graphique sous forme de tableau</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tableaux</translation>
    </message>
    <message>
        <source>not synced yet</source>
        <translation>pas encore synchronisé</translation>
    </message>
</context>
<context>
    <name>QualityView</name>
    <message>
        <source>%1 of %2 links checked</source>
        <translation>%1 liens vérifiés sur %2</translation>
    </message>
    <message>
        <source>%1; continue</source>
        <translation>%1&#xa0;; continuer</translation>
    </message>
    <message>
        <source>1 of 1 link checked</source>
        <translation>1 lien sur 1 vérifié</translation>
    </message>
    <message>
        <source>Complete records: %1 of %2.</source>
        <translation>Fiches complètes&#xa0;: %1 sur %2.</translation>
    </message>
    <message>
        <source>Each record counts by its most overdue resource.</source>
        <translation>Chaque fiche compte selon sa ressource la plus en retard.</translation>
    </message>
    <message>
        <source>Longest overdue</source>
        <translation>Les plus en retard</translation>
    </message>
    <message>
        <source>Records by state</source>
        <translation>Fiches par état</translation>
    </message>
    <message>
        <source>Resources by format</source>
        <translation>Ressources par format</translation>
    </message>
    <message>
        <source>Takes about a second per link.</source>
        <translation>Prend environ une seconde par lien.</translation>
    </message>
    <message>
        <source>The files, links and services of these records.</source>
        <translation>Les fichiers, liens et services de ces fiches.</translation>
    </message>
    <message>
        <source>The files, links and services of these records. %1 of them have no format.</source>
        <translation>Les fichiers, liens et services de ces fiches. %1 d’entre eux n’ont pas de format.</translation>
    </message>
    <message>
        <source>The files, links and services of these records. 1 of them has no format.</source>
        <translation>Les fichiers, liens et services de ces fiches. 1 d’entre eux n’a pas de format.</translation>
    </message>
    <message>
        <source>Updates against the promised cycle</source>
        <translation>Mises à jour par rapport au cycle promis</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Ce qui manque</translation>
    </message>
    <message>
        <source>Where each record is in the publishing process.</source>
        <translation>Où en est chaque fiche dans le processus de publication.</translation>
    </message>
    <message>
        <source>Who can see each record.</source>
        <translation>Qui peut voir chaque fiche.</translation>
    </message>
    <message>
        <source>are overdue</source>
        <translation>sont en retard</translation>
    </message>
    <message>
        <source>check the links</source>
        <translation>vérifier les liens</translation>
    </message>
    <message>
        <source>check the links again</source>
        <translation>vérifier les liens de nouveau</translation>
    </message>
    <message>
        <source>has a broken link</source>
        <translation>a un lien rompu</translation>
    </message>
    <message>
        <source>have a broken link</source>
        <translation>ont un lien rompu</translation>
    </message>
    <message>
        <source>is overdue</source>
        <translation>est en retard</translation>
    </message>
    <message>
        <source>links not checked</source>
        <translation>liens non vérifiés</translation>
    </message>
    <message>
        <source>of the records are complete</source>
        <translation>des fiches sont complètes</translation>
    </message>
    <message>
        <source>record</source>
        <translation>fiche</translation>
    </message>
    <message>
        <source>records</source>
        <translation>fiches</translation>
    </message>
    <message>
        <source>resource</source>
        <translation>ressource</translation>
    </message>
    <message>
        <source>resources</source>
        <translation>ressources</translation>
    </message>
</context>
<context>
    <name>QueueDetails</name>
    <message>
        <source>Copy links</source>
        <translation>Copier les liens</translation>
    </message>
    <message>
        <source>Details of the selected uploads</source>
        <translation>Détails des téléversements sélectionnés</translation>
    </message>
    <message>
        <source>Downloads the files and compares them byte by byte</source>
        <translation>Télécharge les fichiers et les compare octet par octet</translation>
    </message>
    <message>
        <source>Fix and upload again…</source>
        <translation>Corriger et téléverser de nouveau…</translation>
    </message>
    <message>
        <source>The file that is on the server now can&apos;t be restored afterwards</source>
        <translation>Le fichier qui se trouve actuellement sur le serveur ne pourra plus être rétabli</translation>
    </message>
    <message>
        <source>Upload without a backup</source>
        <translation>Téléverser sans copie de sauvegarde</translation>
    </message>
    <message>
        <source>Verify content</source>
        <translation>Vérifier le contenu</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>et {n} de plus</translation>
    </message>
    <message>
        <source>{files} on the server</source>
        <translation>{files} sur le serveur</translation>
    </message>
    <message>
        <source>{files} selected</source>
        <translation>{files} sélectionnés</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
</context>
<context>
    <name>QueueTable</name>
    <message>
        <source>Uploads</source>
        <translation>Téléversements</translation>
    </message>
</context>
<context>
    <name>RecentRecords</name>
    <message>
        <source>Recent records</source>
        <translation>Fiches récentes</translation>
    </message>
</context>
<context>
    <name>RecordCommands</name>
    <message>
        <source>Add %1 records to favourites</source>
        <translation>Ajouter %1 fiches aux favoris</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>Ajouter aux favoris</translation>
    </message>
    <message>
        <source>Change %1 records…</source>
        <translation>Modifier %1 fiches…</translation>
    </message>
    <message>
        <source>Copy %1 IDs</source>
        <translation>Copier %1 identifiants</translation>
    </message>
    <message>
        <source>Copy %1 links</source>
        <translation>Copier %1 liens</translation>
    </message>
    <message>
        <source>Copy %1 names</source>
        <translation>Copier %1 noms</translation>
    </message>
    <message>
        <source>Copy %1 records to another catalogue…</source>
        <translation>Copier %1 fiches vers un autre catalogue…</translation>
    </message>
    <message>
        <source>Copy ID</source>
        <translation>Copier l’identifiant</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copier le lien</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Copier le nom</translation>
    </message>
    <message>
        <source>Copy to another catalogue…</source>
        <translation>Copier vers un autre catalogue…</translation>
    </message>
    <message>
        <source>Delete %1 records…</source>
        <translation>Supprimer %1 fiches…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Duplicate as new record</source>
        <translation>Dupliquer en une nouvelle fiche</translation>
    </message>
    <message>
        <source>Export %1 records…</source>
        <translation>Exporter %1 fiches…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Loading the record</source>
        <translation>Chargement de la fiche</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Open in new window</source>
        <translation>Ouvrir dans une nouvelle fenêtre</translation>
    </message>
    <message>
        <source>Remove %1 records from favourites</source>
        <translation>Retirer %1 fiches des favoris</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>Retirer des favoris</translation>
    </message>
    <message>
        <source>You can delete at most %1 records at once.</source>
        <translation>Vous pouvez supprimer au plus %1 fiches à la fois.</translation>
    </message>
    <message>
        <source>You may not delete these records.</source>
        <translation>Vous ne pouvez pas supprimer ces fiches.</translation>
    </message>
</context>
<context>
    <name>RecordController</name>
    <message>
        <source>Add files to “%1”</source>
        <translation>Ajouter des fichiers à «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.xlsx)</source>
        <translation>Tableaux (*.csv *.tsv *.xlsx)</translation>
    </message>
    <message>
        <source>The record is in the catalogue.</source>
        <translation>La fiche est dans le catalogue.</translation>
    </message>
    <message>
        <source>The record was moved to %1.</source>
        <translation>La fiche est passée à l’état %1.</translation>
    </message>
    <message>
        <source>This record is no longer in the catalogue, or you no longer have access to it.</source>
        <translation>Cette fiche n’est plus dans le catalogue, ou vous n’y avez plus accès.</translation>
    </message>
    <message>
        <source>You may not add files to this record.</source>
        <translation>Vous ne pouvez pas ajouter de fichiers à cette fiche.</translation>
    </message>
</context>
<context>
    <name>RecordEditor</name>
    <message>
        <source>Discard it</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Read-only: sign in to make changes.</source>
        <translation>Lecture seule&#xa0;: connectez-vous pour faire des modifications.</translation>
    </message>
    <message>
        <source>Read-only: you aren&apos;t an editor of %1.</source>
        <translation>Lecture seule&#xa0;: vous n’êtes pas éditeur de %1.</translation>
    </message>
    <message>
        <source>Read-only: you may not change this record.</source>
        <translation>Lecture seule&#xa0;: vous ne pouvez pas modifier cette fiche.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>The catalogue no longer has the field “%1”. Your text is kept, and is part of the review.</source>
        <translation>Le catalogue n’a plus le champ «&#xa0;%1&#xa0;». Votre texte est conservé et figure dans la vérification.</translation>
    </message>
    <message>
        <source>The record has changed on the server since you began. Your changes will be merged with it.</source>
        <translation>La fiche a changé sur le serveur depuis que vous avez commencé. Vos modifications seront fusionnées avec elle.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler l’action</translation>
    </message>
    <message>
        <source>Your changes were discarded.</source>
        <translation>Vos modifications ont été abandonnées.</translation>
    </message>
    <message>
        <source>“%1” was discarded.</source>
        <translation>«&#xa0;%1&#xa0;» a été abandonnée.</translation>
    </message>
</context>
<context>
    <name>RecordLinks</name>
    <message>
        <source>%1 links are broken. They are marked in the table.</source>
        <translation>%1 liens sont rompus. Ils sont signalés dans le tableau.</translation>
    </message>
    <message>
        <source>All %1 links work.</source>
        <translation>Les %1 liens fonctionnent.</translation>
    </message>
    <message>
        <source>Checking links</source>
        <translation>Vérification des liens</translation>
    </message>
    <message>
        <source>The link of “%1” is broken.</source>
        <translation>Le lien de «&#xa0;%1&#xa0;» est rompu.</translation>
    </message>
    <message>
        <source>The link works.</source>
        <translation>Le lien fonctionne.</translation>
    </message>
    <message>
        <source>The links could not be checked.</source>
        <translation>Les liens n’ont pas pu être vérifiés.</translation>
    </message>
    <message>
        <source>There are no links to check.</source>
        <translation>Il n’y a aucun lien à vérifier.</translation>
    </message>
    <message>
        <source>{unknown} of {all} links could not be checked. The others work.</source>
        <translation>{unknown} liens sur {all} n’ont pas pu être vérifiés. Les autres fonctionnent.</translation>
    </message>
</context>
<context>
    <name>RecordList</name>
    <message>
        <source>As of</source>
        <translation>En date du</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Créé</translation>
    </message>
    <message>
        <source>Files, not uploaded</source>
        <translation>Fichiers, non téléversés</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formats</translation>
    </message>
    <message>
        <source>How many fields of a complete record are empty here. Search with “missing:” to find out more.</source>
        <translation>Nombre de champs d’une fiche complète qui sont vides ici. Recherchez avec «&#xa0;missing:&#xa0;» pour en savoir plus.</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Manquant</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>New, not uploaded</source>
        <translation>Nouvelle, non téléversée</translation>
    </message>
    <message>
        <source>Not on the server</source>
        <translation>Pas sur le serveur</translation>
    </message>
    <message>
        <source>Noticed</source>
        <translation>Constaté</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Ouverture</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privée</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Publique</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Relevance</source>
        <translation>Pertinence</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Update due</source>
        <translation>Mise à jour prévue</translation>
    </message>
    <message>
        <source>Waiting for my approval</source>
        <translation>En attente de mon approbation</translation>
    </message>
    <message>
        <source>What was overwritten</source>
        <translation>Ce qui a été écrasé</translation>
    </message>
    <message>
        <source>synced %1</source>
        <translation>synchro %1</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Choose a record</source>
        <translation>Choisissez une fiche</translation>
    </message>
    <message>
        <source>View its resources here. If you may edit the record, you can drop files on it to add them.</source>
        <translation>Consultez ses ressources ici. Si vous pouvez modifier la fiche, vous pouvez y déposer des fichiers pour les ajouter.</translation>
    </message>
</context>
<context>
    <name>RecordSummary</name>
    <message>
        <source>Change who can see the record</source>
        <translation>Modifier qui peut voir la fiche</translation>
    </message>
    <message>
        <source>Copy the record ID</source>
        <translation>Copier l’identifiant de la fiche</translation>
    </message>
    <message>
        <source>Edit record</source>
        <translation>Modifier la fiche</translation>
    </message>
    <message>
        <source>Edit the record&apos;s own fields (F2)</source>
        <translation>Modifier les champs de la fiche elle-même (F2)</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouvelle</translation>
    </message>
    <message>
        <source>No organization</source>
        <translation>Aucune organisation</translation>
    </message>
    <message>
        <source>On this computer only</source>
        <translation>Sur cet ordinateur seulement</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation>Publier…</translation>
    </message>
    <message>
        <source>changed %1</source>
        <translation>modifié %1</translation>
    </message>
</context>
<context>
    <name>RecordWindows</name>
    <message>
        <source>Show the record</source>
        <translation>Afficher la fiche</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler l’action</translation>
    </message>
    <message>
        <source>“%1” was moved to %2.</source>
        <translation>«&#xa0;%1&#xa0;» est passée à l’état %2.</translation>
    </message>
</context>
<context>
    <name>RemoveCatalogueDialog</name>
    <message>
        <source>Drafts that will be lost: %1, and %2 more.</source>
        <translation>Brouillons qui seront perdus&#xa0;: %1, et %2 autres.</translation>
    </message>
    <message>
        <source>Drafts that will be lost: %1.</source>
        <translation>Brouillons qui seront perdus&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Files that were not uploaded yet: %1.</source>
        <translation>Fichiers pas encore téléversés&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conserver</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Remove and lose this</source>
        <translation>Retirer et perdre cela</translation>
    </message>
    <message>
        <source>Remove “%1”</source>
        <translation>Retirer «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>The catalogue is removed from the list, with its API key and its cache on this computer. Nothing changes in the catalogue itself.</source>
        <translation>Le catalogue est retiré de la liste, avec sa clé API et son cache sur cet ordinateur. Rien ne change dans le catalogue lui-même.</translation>
    </message>
</context>
<context>
    <name>RepairDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Choose the encoding in which the words read correctly.</source>
        <translation>Choisissez l’encodage dans lequel les mots se lisent correctement.</translation>
    </message>
    <message>
        <source>Column names</source>
        <translation>Noms des colonnes</translation>
    </message>
    <message>
        <source>Convert the whole file to UTF-8</source>
        <translation>Convertir tout le fichier en UTF-8</translation>
    </message>
    <message>
        <source>Convert to UTF-8</source>
        <translation>Convertir en UTF-8</translation>
    </message>
    <message>
        <source>Convert to UTF-8 (from {encoding})</source>
        <translation>Convertir en UTF-8 (depuis {encoding})</translation>
    </message>
    <message>
        <source>Convert to UTF-8 from:</source>
        <translation>Convertir en UTF-8 depuis&#xa0;:</translation>
    </message>
    <message>
        <source>Encoding of the file</source>
        <translation>Encodage du fichier</translation>
    </message>
    <message>
        <source>Fix a copy of {file}</source>
        <translation>Corriger une copie de {file}</translation>
    </message>
    <message>
        <source>Fix and use the copies</source>
        <translation>Corriger et utiliser les copies</translation>
    </message>
    <message>
        <source>Fix and use the copy</source>
        <translation>Corriger et utiliser la copie</translation>
    </message>
    <message>
        <source>Fix copies of {files}</source>
        <translation>Corriger des copies de {files}</translation>
    </message>
    <message>
        <source>In the copy</source>
        <translation>Dans la copie</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>Remove empty lines at the end</source>
        <translation>Retirer les lignes vides à la fin</translation>
    </message>
    <message>
        <source>Remove the byte order mark</source>
        <translation>Retirer l’indicateur d’ordre des octets</translation>
    </message>
    <message>
        <source>Rename a column</source>
        <translation>Renommer une colonne</translation>
    </message>
    <message>
        <source>Rename {n} columns</source>
        <translation>Renommer {n} colonnes</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Enregistrer une copie…</translation>
    </message>
    <message>
        <source>Save a fixed copy</source>
        <translation>Enregistrer une copie corrigée</translation>
    </message>
    <message>
        <source>The encoding of these files is not certain. Fix them one at a time to choose it.</source>
        <translation>L’encodage de ces fichiers n’est pas certain. Corrigez-les un à la fois pour le choisir.</translation>
    </message>
    <message>
        <source>The original file is not changed. The copy is checked again before it is uploaded.</source>
        <translation>Le fichier d’origine n’est pas modifié. La copie est vérifiée de nouveau avant d’être téléversée.</translation>
    </message>
    <message>
        <source>The original files are not changed. The copies are checked again before they are uploaded.</source>
        <translation>Les fichiers d’origine ne sont pas modifiés. Les copies sont vérifiées de nouveau avant d’être téléversées.</translation>
    </message>
    <message>
        <source>Use CRLF line endings</source>
        <translation>Utiliser des fins de ligne CRLF</translation>
    </message>
    <message>
        <source>Which words read correctly?</source>
        <translation>Quels mots se lisent correctement&#xa0;?</translation>
    </message>
    <message>
        <source>“{name}” is not a valid name: use letters, digits and underscores, starting with a letter.</source>
        <translation>«&#xa0;{name}&#xa0;» n’est pas un nom valide&#xa0;: utilisez des lettres, des chiffres et des traits de soulignement, en commençant par une lettre.</translation>
    </message>
    <message>
        <source>“{name}” is used twice.</source>
        <translation>«&#xa0;{name}&#xa0;» est utilisé deux fois.</translation>
    </message>
</context>
<context>
    <name>RepairFlow</name>
    <message>
        <source>Saved a fixed copy as {path}</source>
        <translation>Copie corrigée enregistrée sous {path}</translation>
    </message>
    <message>
        <source>“{file}” could not be fixed: {why}</source>
        <translation>Impossible de corriger «&#xa0;{file}&#xa0;»&#xa0;: {why}</translation>
    </message>
</context>
<context>
    <name>RepairOffer</name>
    <message>
        <source>CKAN has numbered the resources of this record with a gap, and would fail to save it, or lose one of them. This repairs it: the resources are numbered again, and nothing else changes.</source>
        <translation>CKAN a laissé un trou dans la numérotation des ressources de cette fiche&#xa0;: l’enregistrer échouerait, ou ferait perdre une ressource. La réparation renumérote les ressources et ne change rien d’autre.</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Réparer</translation>
    </message>
    <message>
        <source>Repairing the record</source>
        <translation>Réparation de la fiche</translation>
    </message>
    <message>
        <source>The record was repaired, but differs from before. Check its resources.</source>
        <translation>La fiche a été réparée, mais diffère d’avant. Vérifiez ses ressources.</translation>
    </message>
    <message>
        <source>The record was repaired.</source>
        <translation>La fiche a été réparée.</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Copier les diagnostics</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnostics</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Ouvrir le dossier des journaux</translation>
    </message>
    <message>
        <source>Report a problem</source>
        <translation>Signaler un problème</translation>
    </message>
    <message>
        <source>Write what you did, what you expected and what happened instead, and send it to the people who maintain BCDC Desktop for you. Add the diagnostics below. They contain no API key, no names and no text of records.</source>
        <translation>Écrivez ce que vous avez fait, ce que vous attendiez et ce qui s’est produit, et envoyez-le aux personnes qui s’occupent de BCDC Desktop pour vous. Ajoutez les diagnostics ci-dessous. Ils ne contiennent ni clé API, ni noms, ni texte des fiches.</translation>
    </message>
</context>
<context>
    <name>ResourceArea</name>
    <message>
        <source>Check links</source>
        <translation>Vérifier les liens</translation>
    </message>
    <message>
        <source>Copy ID</source>
        <translation>Copier l’identifiant</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Copier le nom</translation>
    </message>
    <message>
        <source>Delete %1…</source>
        <translation>Supprimer %1…</translation>
    </message>
    <message>
        <source>Delete…	Del</source>
        <translation>Supprimer…	Suppr</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Télécharger…</translation>
    </message>
    <message>
        <source>Drop files here to add resources, or on a resource to replace its file</source>
        <translation>Déposez ici des fichiers pour ajouter des ressources, ou sur une ressource pour en remplacer le fichier</translation>
    </message>
    <message>
        <source>Keep this resource</source>
        <translation>Conserver cette ressource</translation>
    </message>
    <message>
        <source>Move down	Alt+Down</source>
        <translation>Descendre	Alt+Bas</translation>
    </message>
    <message>
        <source>Move up	Alt+Up</source>
        <translation>Monter	Alt+Haut</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Ouvrir le fichier</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Preview	Space</source>
        <translation>Aperçu	Espace</translation>
    </message>
    <message>
        <source>Remove the new file</source>
        <translation>Retirer le nouveau fichier</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation>Remplacer le fichier</translation>
    </message>
    <message>
        <source>Replace the file…</source>
        <translation>Remplacer le fichier…</translation>
    </message>
    <message>
        <source>Set a field for all %1…</source>
        <translation>Définir un champ pour les %1…</translation>
    </message>
    <message>
        <source>Show the first rows of the file (Space)</source>
        <translation>Afficher les premières lignes du fichier (Espace)</translation>
    </message>
</context>
<context>
    <name>ResourceChanges</name>
    <message>
        <source>%1 files were added to the record&apos;s changes. They are uploaded when you save.</source>
        <translation>%1 fichiers ont été ajoutés aux modifications de la fiche. Ils seront téléversés à l’enregistrement.</translation>
    </message>
    <message>
        <source>%1 new resources were removed.</source>
        <translation>%1 nouvelles ressources ont été retirées.</translation>
    </message>
    <message>
        <source>%1 resources will be deleted when you save.</source>
        <translation>%1 ressources seront supprimées à l’enregistrement.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Conserver</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Conserver</translation>
    </message>
    <message>
        <source>Review and create…</source>
        <translation>Vérifier et créer…</translation>
    </message>
    <message>
        <source>Review and save…</source>
        <translation>Vérifier et enregistrer…</translation>
    </message>
    <message>
        <source>The file was added to the record&apos;s changes. It is uploaded when you save.</source>
        <translation>Le fichier a été ajouté aux modifications de la fiche. Il sera téléversé à l’enregistrement.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler l’action</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>brouillon</translation>
    </message>
    <message>
        <source>file can&apos;t be reached</source>
        <translation>fichier inaccessible</translation>
    </message>
    <message>
        <source>file has changed</source>
        <translation>le fichier a changé</translation>
    </message>
    <message>
        <source>file is missing</source>
        <translation>fichier introuvable</translation>
    </message>
    <message>
        <source>file to be replaced</source>
        <translation>fichier à remplacer</translation>
    </message>
    <message>
        <source>new file, not saved</source>
        <translation>nouveau fichier, non enregistré</translation>
    </message>
    <message>
        <source>new, not saved</source>
        <translation>nouveau, non enregistré</translation>
    </message>
    <message>
        <source>to be deleted</source>
        <translation>à supprimer</translation>
    </message>
    <message>
        <source>“%1” was removed and won&apos;t be uploaded.</source>
        <translation>«&#xa0;%1&#xa0;» a été retiré et ne sera pas téléversé.</translation>
    </message>
    <message>
        <source>“%1” was removed.</source>
        <translation>«&#xa0;%1&#xa0;» a été retiré.</translation>
    </message>
    <message>
        <source>“%1” will be deleted when you save.</source>
        <translation>«&#xa0;%1&#xa0;» sera supprimé à l’enregistrement.</translation>
    </message>
</context>
<context>
    <name>ResourceFiles</name>
    <message>
        <source>Choose a program for “%1”</source>
        <translation>Choisir un programme pour «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Download “%1”</source>
        <translation>Télécharger «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Downloading “%1”</source>
        <translation>Téléchargement de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le dossier</translation>
    </message>
    <message>
        <source>The file was downloaded but not opened, because files of this type can contain programs.</source>
        <translation>Le fichier a été téléchargé mais pas ouvert, car les fichiers de ce type peuvent contenir des programmes.</translation>
    </message>
    <message>
        <source>The file was downloaded, but there is no program to open it with.</source>
        <translation>Le fichier a été téléchargé, mais aucun programme ne permet de l’ouvrir.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>“%1” has no file or link yet.</source>
        <translation>«&#xa0;%1&#xa0;» n’a pas encore de fichier ni de lien.</translation>
    </message>
    <message>
        <source>“%1” is downloaded next.</source>
        <translation>«&#xa0;%1&#xa0;» sera téléchargé ensuite.</translation>
    </message>
    <message>
        <source>“%1” was downloaded.</source>
        <translation>«&#xa0;%1&#xa0;» a été téléchargé.</translation>
    </message>
</context>
<context>
    <name>ResourceModel</name>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <source>Period covered</source>
        <translation>Période visée</translation>
    </message>
    <message>
        <source>Replace the file of “%1”</source>
        <translation>Remplacer le fichier de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Mis à jour</translation>
    </message>
    <message>
        <source>broken link</source>
        <translation>lien rompu</translation>
    </message>
    <message>
        <source>link</source>
        <translation>lien</translation>
    </message>
</context>
<context>
    <name>ResourceTable</name>
    <message>
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Can&apos;t be restored</source>
        <translation>Impossible à restaurer</translation>
    </message>
    <message>
        <source>Folder of the backup</source>
        <translation>Dossier de la sauvegarde</translation>
    </message>
    <message>
        <source>New records: %1. To update: %2. Up to date: %3. Can&apos;t be restored: %4. Files: %5.</source>
        <translation>Nouvelles fiches&#xa0;: %1. À mettre à jour&#xa0;: %2. À jour&#xa0;: %3. Impossibles à restaurer&#xa0;: %4. Fichiers&#xa0;: %5.</translation>
    </message>
    <message>
        <source>Records restored: %1 of %2. Files restored: %3. You can undo each of them in the journal.</source>
        <translation>Fiches restaurées&#xa0;: %1 sur %2. Fichiers restaurés&#xa0;: %3. Vous pouvez annuler chacune de ces restaurations dans le journal.</translation>
    </message>
    <message>
        <source>Records that are in the catalogue get the values, links and files of the backup back; resources that were added since stay. Records that are gone are created again as drafts. Nothing is sent until you have seen the preview.</source>
        <translation>Les fiches présentes dans le catalogue retrouvent les valeurs, les liens et les fichiers de la sauvegarde&#xa0;; les ressources ajoutées depuis restent. Les fiches disparues sont recréées comme brouillons. Rien n’est envoyé avant que vous ayez vu l’aperçu.</translation>
    </message>
    <message>
        <source>Restore files too</source>
        <translation>Restaurer aussi les fichiers</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>Restaurer une sauvegarde</translation>
    </message>
    <message>
        <source>Restore records</source>
        <translation>Restaurer les fiches</translation>
    </message>
</context>
<context>
    <name>RowDetails</name>
    <message>
        <source>A fixed copy can be uploaded instead: {what}. The original file is not changed.</source>
        <translation>Une copie corrigée peut être téléversée à la place&#xa0;: {what}. Le fichier d’origine n’est pas modifié.</translation>
    </message>
    <message>
        <source>Add as new</source>
        <translation>Ajouter comme nouvelle</translation>
    </message>
    <message>
        <source>Change the period covered from {before} to {after}</source>
        <translation>Changer la période visée de {before} à {after}</translation>
    </message>
    <message>
        <source>Don&apos;t upload</source>
        <translation>Ne pas téléverser</translation>
    </message>
    <message>
        <source>Fix a copy…</source>
        <translation>Corriger une copie…</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Exclure</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Le remplacer</translation>
    </message>
    <message>
        <source>This file can&apos;t be read as a table. Fix it and check it again, or upload it as it is.</source>
        <translation>Ce fichier n’est pas lisible comme tableau. Corrigez-le et revérifiez-le, ou téléversez-le tel quel.</translation>
    </message>
    <message>
        <source>This file will be uploaded although it has errors.</source>
        <translation>Ce fichier sera téléversé bien qu’il comporte des erreurs.</translation>
    </message>
    <message>
        <source>Update the resource&apos;s column descriptions from this file</source>
        <translation>Mettre à jour les descriptions de colonnes de la ressource à partir de ce fichier</translation>
    </message>
    <message>
        <source>Upload anyway</source>
        <translation>Téléverser quand même</translation>
    </message>
</context>
<context>
    <name>SaveFlow</name>
    <message>
        <source>%1 The record is kept as a draft on this computer.</source>
        <translation>%1 La fiche est conservée comme brouillon sur cet ordinateur.</translation>
    </message>
    <message>
        <source>%1 Your changes are kept as a draft.</source>
        <translation>%1 Vos modifications sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>%1 Your changes are kept as a draft. Save again when the catalogue responds.</source>
        <translation>%1 Vos modifications sont conservées comme brouillon. Enregistrez de nouveau quand le catalogue répondra.</translation>
    </message>
    <message>
        <source>%1 changes saved.</source>
        <translation>%1 modifications enregistrées.</translation>
    </message>
    <message>
        <source>%1 fields saved.</source>
        <translation>%1 champs enregistrés.</translation>
    </message>
    <message>
        <source>1 change saved.</source>
        <translation>1 modification enregistrée.</translation>
    </message>
    <message>
        <source>1 field saved.</source>
        <translation>1 champ enregistré.</translation>
    </message>
    <message>
        <source>Anyone will be able to see this record as soon as you save.</source>
        <translation>Tout le monde pourra voir cette fiche dès que vous enregistrerez.</translation>
    </message>
    <message>
        <source>Changes that you made meanwhile are kept as a draft.</source>
        <translation>Les modifications que vous avez faites entre-temps sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>Create it, visible to anyone</source>
        <translation>La créer, visible de tous</translation>
    </message>
    <message>
        <source>Create the record</source>
        <translation>Créer la fiche</translation>
    </message>
    <message>
        <source>Create “%1”</source>
        <translation>Créer «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Creating the record</source>
        <translation>Création de la fiche</translation>
    </message>
    <message>
        <source>Fix the %1 marked fields, then save again.</source>
        <translation>Corrigez les %1 champs signalés, puis enregistrez de nouveau.</translation>
    </message>
    <message>
        <source>Fix the marked field, then save again.</source>
        <translation>Corrigez le champ signalé, puis enregistrez de nouveau.</translation>
    </message>
    <message>
        <source>Save and make public</source>
        <translation>Enregistrer et rendre publique</translation>
    </message>
    <message>
        <source>Save “%1”</source>
        <translation>Enregistrer «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Saved, but someone else overwrote it at the same moment. Check the record and try again.</source>
        <translation>Enregistré, mais une autre personne l’a écrasé au même moment. Vérifiez la fiche et réessayez.</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Enregistrement</translation>
    </message>
    <message>
        <source>Saving “{title}” was stopped. Your changes are kept as a draft.</source>
        <translation>L’enregistrement de «&#xa0;{title}&#xa0;» a été arrêté. Vos modifications sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Starts as %1.</source>
        <translation>Commence à l’état %1.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Stopped. Nothing was saved; your changes are kept as a draft.</source>
        <translation>Arrêté. Rien n’a été enregistré&#xa0;; vos modifications sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>The catalogue already has these values. Nothing was saved.</source>
        <translation>Le catalogue a déjà ces valeurs. Rien n’a été enregistré.</translation>
    </message>
    <message>
        <source>The catalogue rejected some values. Your changes are kept as a draft.</source>
        <translation>Le catalogue a refusé certaines valeurs. Vos modifications sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>The catalogue responds again. Your changes are kept as a draft: save again.</source>
        <translation>Le catalogue répond de nouveau. Vos modifications sont conservées comme brouillon&#xa0;: enregistrez de nouveau.</translation>
    </message>
    <message>
        <source>There is nothing to save.</source>
        <translation>Il n’y a rien à enregistrer.</translation>
    </message>
    <message>
        <source>This record is public. Your changes and files become public as soon as you save.</source>
        <translation>Cette fiche est publique. Vos modifications et vos fichiers deviennent publics dès que vous enregistrez.</translation>
    </message>
    <message>
        <source>This record is public. Your changes become public as soon as you save.</source>
        <translation>Cette fiche est publique. Vos modifications deviennent publiques dès que vous enregistrez.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Who can see it</source>
        <translation>Qui peut la voir</translation>
    </message>
    <message>
        <source>Your changes were saved, but someone deleted %1 right afterwards.</source>
        <translation>Vos modifications ont été enregistrées, mais quelqu’un a supprimé %1 juste après.</translation>
    </message>
    <message>
        <source>“%1” is in the catalogue.</source>
        <translation>«&#xa0;%1&#xa0;» est dans le catalogue.</translation>
    </message>
    <message>
        <source>“{title}” was not created. {error} The record is kept as a draft on this computer.</source>
        <translation>«&#xa0;{title}&#xa0;» n’a pas été créée. {error} La fiche est conservée comme brouillon sur cet ordinateur.</translation>
    </message>
    <message>
        <source>“{title}” was not saved because someone else changed it. Open it to resolve the conflict. Your changes are kept as a draft.</source>
        <translation>«&#xa0;{title}&#xa0;» n’a pas été enregistrée parce qu’une autre personne l’a modifiée. Ouvrez-la pour résoudre le conflit. Vos modifications sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>“{title}” was not saved. {error} Your changes are kept as a draft.</source>
        <translation>«&#xa0;{title}&#xa0;» n’a pas été enregistrée. {error} Vos modifications sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>“{title}” was saved, but someone deleted a resource with your changes right afterwards.</source>
        <translation>«&#xa0;{title}&#xa0;» a été enregistrée, mais quelqu’un a supprimé aussitôt après une ressource avec vos modifications.</translation>
    </message>
    <message>
        <source>“{title}” was saved, but someone else overwrote it at the same moment.</source>
        <translation>«&#xa0;{title}&#xa0;» a été enregistrée, mais une autre personne l’a écrasée au même moment.</translation>
    </message>
    <message>
        <source>“{title}” was saved.</source>
        <translation>«&#xa0;{title}&#xa0;» a été enregistrée.</translation>
    </message>
</context>
<context>
    <name>SavedUploads</name>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Saved uploads</source>
        <translation>Téléversements enregistrés</translation>
    </message>
    <message>
        <source>{files} for “{record}”</source>
        <translation>{files} pour «&#xa0;{record}&#xa0;»</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source> or </source>
        <translation> ou </translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Créé</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Has</source>
        <translation>Contient</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Est</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>Mot-clé</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Manquant</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Update due</source>
        <translation>Mise à jour prévue</translation>
    </message>
    <message>
        <source>column</source>
        <translation>colonne</translation>
    </message>
    <message>
        <source>description</source>
        <translation>description</translation>
    </message>
    <message>
        <source>keyword</source>
        <translation>mot-clé</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nom</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>pas %1</translation>
    </message>
    <message>
        <source>resource</source>
        <translation>ressource</translation>
    </message>
    <message>
        <source>title</source>
        <translation>titre</translation>
    </message>
</context>
<context>
    <name>SearchController</name>
    <message>
        <source>%1 records</source>
        <translation>%1 fiches</translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 fiche</translation>
    </message>
    <message>
        <source>Removed the saved search “%1”.</source>
        <translation>La recherche enregistrée «&#xa0;%1&#xa0;» a été retirée.</translation>
    </message>
    <message>
        <source>Rename this search</source>
        <translation>Renommer cette recherche</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Enregistrer cette recherche</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler l’action</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search all records</source>
        <translation>Rechercher dans toutes les fiches</translation>
    </message>
    <message>
        <source>Search titles, resources, columns …     Ctrl+K</source>
        <translation>Rechercher des titres, des ressources, des colonnes…     Ctrl+K</translation>
    </message>
    <message>
        <source>Words, “phrases” and filters such as state:draft. Press Ctrl+Space for suggestions.</source>
        <translation>Mots, «&#xa0;expressions&#xa0;» et filtres tels que state:draft. Appuyez sur Ctrl+Espace pour des suggestions.</translation>
    </message>
</context>
<context>
    <name>SectionHeading</name>
    <message>
        <source>1 problem</source>
        <translation>1 problème</translation>
    </message>
    <message>
        <source>{n} problems</source>
        <translation>{n} problèmes</translation>
    </message>
    <message>
        <source>{title}, folded</source>
        <translation>{title}, replié</translation>
    </message>
</context>
<context>
    <name>SectionStrip</name>
    <message>
        <source>Go to this section</source>
        <translation>Aller à cette section</translation>
    </message>
    <message>
        <source>Sections of the form</source>
        <translation>Sections du formulaire</translation>
    </message>
    <message>
        <source>{section}, 1 problem</source>
        <translation>{section}, 1 problème</translation>
    </message>
    <message>
        <source>{section}, {n} problems</source>
        <translation>{section}, {n} problèmes</translation>
    </message>
</context>
<context>
    <name>SectionTabs</name>
    <message>
        <source>Add files…</source>
        <translation>Ajouter des fichiers…</translation>
    </message>
    <message>
        <source>Add link</source>
        <translation>Ajouter un lien</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
    <message>
        <source>Resources  %1</source>
        <translation>Ressources  %1</translation>
    </message>
</context>
<context>
    <name>SetForAllDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>It is kept as a draft, and sent with the record&apos;s next save.</source>
        <translation>La valeur est conservée comme brouillon et enregistrée au prochain enregistrement de la fiche.</translation>
    </message>
    <message>
        <source>Set a field for %1 resources</source>
        <translation>Définir un champ pour %1 ressources</translation>
    </message>
    <message>
        <source>Set for all %1</source>
        <translation>Définir pour les %1</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>Trouver une commande ou une touche</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>More keys in the guide</source>
        <translation>Autres touches, dans le guide</translation>
    </message>
    <message>
        <source>No command has these words or keys.</source>
        <translation>Aucune commande n’a ces mots ou ces touches.</translation>
    </message>
</context>
<context>
    <name>SidePane</name>
    <message>
        <source>Filters</source>
        <translation>Filtres</translation>
    </message>
    <message>
        <source>Organizations</source>
        <translation>Organisations</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>API key</source>
        <translation>Clé API</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Checking the key…</source>
        <translation>Vérification de la clé…</translation>
    </message>
    <message>
        <source>Create an API token on your user page in the catalogue, under API Tokens.</source>
        <translation>Créez un jeton d’API sur votre page d’utilisateur dans le catalogue, sous Jetons d’API.</translation>
    </message>
    <message>
        <source>Forget the key when I quit</source>
        <translation>Oublier la clé quand je quitte</translation>
    </message>
    <message>
        <source>Open my user page</source>
        <translation>Ouvrir ma page d’utilisateur</translation>
    </message>
    <message>
        <source>Otherwise the key is stored in the keyring of this computer, and nowhere else.</source>
        <translation>Sinon, la clé est conservée dans le trousseau de cet ordinateur, et nulle part ailleurs.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>Se connecter à %1</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>This computer has no keyring, so the key is forgotten when you quit.</source>
        <translation>Cet ordinateur n’a pas de trousseau&#xa0;; la clé est donc oubliée quand vous quittez.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nom d’utilisateur</translation>
    </message>
    <message>
        <source>You can browse without one.</source>
        <translation>Vous pouvez consulter sans clé.</translation>
    </message>
    <message>
        <source>Your API key is on your user page in the catalogue.</source>
        <translation>Votre clé API est sur votre page d’utilisateur dans le catalogue.</translation>
    </message>
    <message>
        <source>Your API key is on your user page in the catalogue; newer ones have API Tokens there.</source>
        <translation>Votre clé API est sur votre page d’utilisateur dans le catalogue&#xa0;; les plus récents y ont des jetons d’API.</translation>
    </message>
    <message>
        <source>usually detected automatically</source>
        <translation>habituellement détecté automatiquement</translation>
    </message>
</context>
<context>
    <name>Spelling</name>
    <message>
        <source>&amp;English (Canada)</source>
        <translation>&amp;Anglais (Canada)</translation>
    </message>
    <message>
        <source>&amp;French</source>
        <translation>&amp;Français</translation>
    </message>
    <message>
        <source>&amp;Off</source>
        <translation>&amp;Désactivée</translation>
    </message>
    <message>
        <source>&amp;Spelling</source>
        <translation>Ortho&amp;graphe</translation>
    </message>
    <message>
        <source>Add “%1” to the dictionary</source>
        <translation>Ajouter «&#xa0;%1&#xa0;» au dictionnaire</translation>
    </message>
    <message>
        <source>English &amp;and French</source>
        <translation>Anglais &amp;et français</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>Aucune suggestion</translation>
    </message>
</context>
<context>
    <name>SpinnerLater</name>
    <message>
        <source>Working</source>
        <translation>En cours</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Show report</source>
        <translation>Afficher le rapport</translation>
    </message>
    <message>
        <source>The last time, BCDC Desktop ended unexpectedly. Your work is safe.</source>
        <translation>La dernière fois, BCDC Desktop s’est terminé de façon inattendue. Votre travail est conservé.</translation>
    </message>
</context>
<context>
    <name>StateCommand</name>
    <message>
        <source>Archive…</source>
        <translation>Archiver…</translation>
    </message>
    <message>
        <source>Change state…</source>
        <translation>Changer l’état…</translation>
    </message>
    <message>
        <source>Make private…</source>
        <translation>Rendre privé…</translation>
    </message>
    <message>
        <source>Make public…</source>
        <translation>Rendre public…</translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation>Publier…</translation>
    </message>
</context>
<context>
    <name>StateEditor</name>
    <message>
        <source>None yet</source>
        <translation>Aucun pour l’instant</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>%1 files waiting for you to sign in</source>
        <translation>%1 fichiers en attente de votre connexion</translation>
    </message>
    <message>
        <source>%1 files waiting to upload</source>
        <translation>%1 fichiers en attente de téléversement</translation>
    </message>
    <message>
        <source>%1 records on this computer</source>
        <translation>%1 fiches sur cet ordinateur</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>%1 s restantes</translation>
    </message>
    <message>
        <source>1 file waiting for you to sign in</source>
        <translation>1 fichier en attente de votre connexion</translation>
    </message>
    <message>
        <source>1 file waiting to upload</source>
        <translation>1 fichier en attente de téléversement</translation>
    </message>
    <message>
        <source>1 record on this computer</source>
        <translation>1 fiche sur cet ordinateur</translation>
    </message>
    <message>
        <source>API key refused</source>
        <translation>Clé API refusée</translation>
    </message>
    <message>
        <source>Automatic sync is paused. Press F5 to sync now.</source>
        <translation>La synchronisation automatique est suspendue. Appuyez sur F5 pour synchroniser maintenant.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connecté</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop the current task</source>
        <translation>Arrêter la tâche en cours</translation>
    </message>
    <message>
        <source>Uploading %1 of %2</source>
        <translation>Téléversement de %1 sur %2</translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation>vérifié %1</translation>
    </message>
    <message>
        <source>sync paused on a metered network</source>
        <translation>synchronisation suspendue sur un réseau limité</translation>
    </message>
    <message>
        <source>sync paused on battery power</source>
        <translation>synchronisation suspendue sur batterie</translation>
    </message>
</context>
<context>
    <name>StorageDialog</name>
    <message>
        <source>%1 (open)</source>
        <translation>%1 (ouvert)</translation>
    </message>
    <message>
        <source>%1 (set aside)</source>
        <translation>%1 (mis de côté)</translation>
    </message>
    <message>
        <source>Automatic sync</source>
        <translation>Synchronisation automatique</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>Caches</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>Choose a folder for the cache</source>
        <translation>Choisir un dossier pour le cache</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Deleted %1. It is downloaded again when you open that catalogue.</source>
        <translation>%1 supprimé. Les données seront téléchargées de nouveau quand vous ouvrirez ce catalogue.</translation>
    </message>
    <message>
        <source>Download this catalogue again</source>
        <translation>Télécharger ce catalogue de nouveau</translation>
    </message>
    <message>
        <source>Downloading the catalogue again…</source>
        <translation>Nouveau téléchargement du catalogue…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Freed the text of %1 records. The cache now uses %2.</source>
        <translation>Le texte de %1 fiches a été libéré. Le cache occupe maintenant %2.</translation>
    </message>
    <message>
        <source>Freed the text of 1 record. The cache now uses %2.</source>
        <translation>Le texte d’une fiche a été libéré. Le cache occupe maintenant %2.</translation>
    </message>
    <message>
        <source>Limit per catalogue</source>
        <translation>Limite par catalogue</translation>
    </message>
    <message>
        <source>Lists and search need %1 for this catalogue, so the cache cannot be smaller.</source>
        <translation>Les listes et la recherche ont besoin de %1 pour ce catalogue&#xa0;; le cache ne peut donc pas être plus petit.</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Déplacer…</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Aucune limite</translation>
    </message>
    <message>
        <source>Pause sync on battery power</source>
        <translation>Suspendre la synchronisation sur batterie</translation>
    </message>
    <message>
        <source>Pause sync on metered networks</source>
        <translation>Suspendre la synchronisation sur les réseaux limités</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le dossier</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Afficher le dossier</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Storage and sync</source>
        <translation>Stockage et synchronisation</translation>
    </message>
    <message>
        <source>The cache contains what was downloaded from catalogues, and can be downloaded again. Drafts, uploads and the journal are stored separately and are not affected here.</source>
        <translation>Le cache contient ce qui a été téléchargé des catalogues et peut être téléchargé de nouveau. Les brouillons, les téléversements et le journal sont conservés à part et ne sont pas touchés ici.</translation>
    </message>
    <message>
        <source>The cache uses %2, which is within the limit.</source>
        <translation>Le cache occupe %2 et respecte la limite.</translation>
    </message>
    <message>
        <source>Uploads are in progress. Move the cache when they have finished.</source>
        <translation>Des téléversements sont en cours. Déplacez le cache quand ils seront terminés.</translation>
    </message>
    <message>
        <source>Use default folder</source>
        <translation>Utiliser le dossier par défaut</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utilisateur</translation>
    </message>
    <message>
        <source>When the limit is reached, the records you opened longest ago are reduced to their list entry and downloaded again when you open them. Records with drafts are kept.</source>
        <translation>Quand la limite est atteinte, les fiches ouvertes il y a le plus longtemps sont réduites à leur entrée de liste et téléchargées de nouveau quand vous les ouvrez. Les fiches qui ont un brouillon sont conservées.</translation>
    </message>
    <message>
        <source>You are offline: nothing could be downloaded.</source>
        <translation>Vous êtes hors ligne&#xa0;: rien n’a pu être téléchargé.</translation>
    </message>
    <message>
        <source>Your administrator allows %1 at most.</source>
        <translation>Votre administrateur permet au plus %1.</translation>
    </message>
    <message>
        <source>not signed in</source>
        <translation>non connecté</translation>
    </message>
</context>
<context>
    <name>SyncScheduler</name>
    <message>
        <source>Syncing the catalogue</source>
        <translation>Synchronisation du catalogue</translation>
    </message>
</context>
<context>
    <name>SyncScopeDialog</name>
    <message>
        <source>All records</source>
        <translation>Toutes les fiches</translation>
    </message>
    <message>
        <source>All records (%1)</source>
        <translation>Toutes les fiches (%1)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Choose what to sync</source>
        <translation>Choisir quoi synchroniser</translation>
    </message>
    <message>
        <source>Find an organization</source>
        <translation>Trouver une organisation</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Organizations</source>
        <translation>Organisations</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>Records of my organizations</source>
        <translation>Fiches de mes organisations</translation>
    </message>
    <message>
        <source>Records of my organizations (%1)</source>
        <translation>Fiches de mes organisations (%1)</translation>
    </message>
    <message>
        <source>Records of these organizations and their branches:</source>
        <translation>Fiches de ces organisations et de leurs directions&#xa0;:</translation>
    </message>
    <message>
        <source>Records that are not synced don’t appear in lists. A search that finds nothing on this computer also asks the catalogue. Records you opened or have drafts of are kept.</source>
        <translation>Les fiches qui ne sont pas synchronisées n’apparaissent pas dans les listes. Une recherche qui ne trouve rien sur cet ordinateur interroge aussi le catalogue. Les fiches que vous avez ouvertes ou dont vous avez un brouillon sont conservées.</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Synchroniser</translation>
    </message>
    <message>
        <source>Titles first, then the records</source>
        <translation>D’abord les titres, puis les fiches</translation>
    </message>
    <message>
        <source>Titles of a large catalogue can be searched after a few minutes, while records are downloaded.</source>
        <translation>Les titres d’un grand catalogue peuvent être cherchés après quelques minutes, pendant le téléchargement des fiches.</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Add a catalogue…</source>
        <translation>Ajouter un catalogue…</translation>
    </message>
    <message>
        <source>Catalogue: %1</source>
        <translation>Catalogue&#xa0;: %1</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>Remove this catalogue…</source>
        <translation>Retirer ce catalogue…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
    <message>
        <source>Start a new record as a draft (Ctrl+N)</source>
        <translation>Commencer une nouvelle fiche comme brouillon (Ctrl+N)</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Synchroniser maintenant</translation>
    </message>
    <message>
        <source>Sync now (F5)</source>
        <translation>Synchroniser maintenant (F5)</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Téléversements</translation>
    </message>
    <message>
        <source>Uploads, %1 in progress</source>
        <translation>Téléversements, %1 en cours</translation>
    </message>
    <message>
        <source>Use another API key…</source>
        <translation>Utiliser une autre clé API…</translation>
    </message>
</context>
<context>
    <name>TranslatedEditor</name>
    <message>
        <source>Add a language</source>
        <translation>Ajouter une langue</translation>
    </message>
    <message>
        <source>Add a language to {label}</source>
        <translation>Ajouter une langue à {label}</translation>
    </message>
</context>
<context>
    <name>UndoFlow</name>
    <message>
        <source>Changed since then: %1.</source>
        <translation>Modifié depuis&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Loading the record</source>
        <translation>Chargement de la fiche</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>The resources were reordered or deleted in the meantime. Nothing was changed.</source>
        <translation>Les ressources ont été réordonnées ou supprimées entre-temps. Rien n’a été changé.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler l’action</translation>
    </message>
    <message>
        <source>Undo “%1”</source>
        <translation>Annuler «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>Annulation</translation>
    </message>
    <message>
        <source>Undone. The journal lists the undo, too.</source>
        <translation>Annulé. L’annulation figure aussi dans le journal.</translation>
    </message>
    <message>
        <source>will be deleted</source>
        <translation>sera supprimé</translation>
    </message>
    <message>
        <source>will be restored</source>
        <translation>sera rétabli</translation>
    </message>
</context>
<context>
    <name>UpdateDialog</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Don&apos;t check anymore</source>
        <translation>Ne plus vérifier</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>Ouvrir la page</translation>
    </message>
    <message>
        <source>To update, download the new version from its page.</source>
        <translation>Pour mettre à jour, téléchargez la nouvelle version à partir de sa page.</translation>
    </message>
    <message>
        <source>What&apos;s new</source>
        <translation>Nouveautés</translation>
    </message>
    <message>
        <source>What&apos;s new in version %1</source>
        <translation>Nouveautés de la version %1</translation>
    </message>
</context>
<context>
    <name>UpdateNotice</name>
    <message>
        <source>BCDC Desktop %1 is available.</source>
        <translation>BCDC Desktop %1 est disponible.</translation>
    </message>
    <message>
        <source>What&apos;s new</source>
        <translation>Nouveautés</translation>
    </message>
</context>
<context>
    <name>UploadHeader</name>
    <message>
        <source>Add as new</source>
        <translation>Ajouter comme nouvelle</translation>
    </message>
    <message>
        <source>Files for “{record}”</source>
        <translation>Fichiers pour «&#xa0;{record}&#xa0;»</translation>
    </message>
    <message>
        <source>Replace its file</source>
        <translation>Remplacer son fichier</translation>
    </message>
    <message>
        <source>Replace their files</source>
        <translation>Remplacer leurs fichiers</translation>
    </message>
    <message>
        <source>This record is classified as protected, but anyone can download its files.</source>
        <translation>Cette fiche est classée protégée, mais n’importe qui peut télécharger ses fichiers.</translation>
    </message>
    <message>
        <source>This record is public. Files you upload become public immediately.</source>
        <translation>Cette fiche est publique. Les fichiers que vous téléversez deviennent publics immédiatement.</translation>
    </message>
    <message>
        <source>{n} files have the same names as existing resources.</source>
        <translation>{n} fichiers portent le même nom que des ressources existantes.</translation>
    </message>
    <message>
        <source>“{file}” has the same name as an existing resource.</source>
        <translation>«&#xa0;{file}&#xa0;» porte le même nom qu’une ressource existante.</translation>
    </message>
</context>
<context>
    <name>UploadProgressLine</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>Upload of the files</source>
        <translation>Téléversement des fichiers</translation>
    </message>
    <message>
        <source>Uploaded. Waiting for the catalogue…</source>
        <translation>Téléversé. En attente du catalogue…</translation>
    </message>
    <message>
        <source>Uploading %1 files</source>
        <translation>Téléversement de %1 fichiers</translation>
    </message>
    <message>
        <source>Uploading 1 file</source>
        <translation>Téléversement d’un fichier</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} sur {total}</translation>
    </message>
</context>
<context>
    <name>UploadSheet</name>
    <message>
        <source>Add files…</source>
        <translation>Ajouter des fichiers…</translation>
    </message>
    <message>
        <source>Add more files to this upload. You can also drop them anywhere here.</source>
        <translation>Ajouter d’autres fichiers à ce téléversement. Vous pouvez aussi les déposer n’importe où dans cette fenêtre.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Check all again</source>
        <translation>Tout vérifier de nouveau</translation>
    </message>
    <message>
        <source>Could not save for later: {why}</source>
        <translation>Impossible d’enregistrer pour plus tard&#xa0;: {why}</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Nothing was uploaded yet. Saved uploads are listed in the Uploads window.</source>
        <translation>Rien n’a encore été téléversé. Les téléversements enregistrés figurent dans la fenêtre Téléversements.</translation>
    </message>
    <message>
        <source>Nothing was uploaded: {why}</source>
        <translation>Rien n’a été téléversé&#xa0;: {why}</translation>
    </message>
    <message>
        <source>Only one file can replace a resource. To add others, close this and drop them on the record.</source>
        <translation>Un seul fichier peut remplacer une ressource. Pour en ajouter d’autres, fermez cette fenêtre et déposez-les sur la fiche.</translation>
    </message>
    <message>
        <source>Only one file can replace a resource; the other files are left out.</source>
        <translation>Un seul fichier peut remplacer une ressource&#xa0;; les autres fichiers sont exclus.</translation>
    </message>
    <message>
        <source>Save for later</source>
        <translation>Enregistrer pour plus tard</translation>
    </message>
    <message>
        <source>Save this upload for later?</source>
        <translation>Enregistrer ce téléversement pour plus tard&#xa0;?</translation>
    </message>
    <message>
        <source>The folder has too many files. Only the first {files} are shown.</source>
        <translation>Le dossier contient trop de fichiers. Seuls les premiers ({files}) sont affichés.</translation>
    </message>
    <message>
        <source>There are no files to upload.</source>
        <translation>Il n’y a aucun fichier à téléverser.</translation>
    </message>
    <message>
        <source>There are too many files. Only the first {files} are shown.</source>
        <translation>Il y a trop de fichiers. Seuls les premiers sont montrés&#xa0;: {files}.</translation>
    </message>
    <message>
        <source>These files are in the list already.</source>
        <translation>Ces fichiers sont déjà dans la liste.</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Téléverser</translation>
    </message>
    <message>
        <source>Upload 1 file? It becomes public immediately.</source>
        <translation>Téléverser 1 fichier&#xa0;? Il devient public immédiatement.</translation>
    </message>
    <message>
        <source>Upload {files}</source>
        <translation>Téléverser {files}</translation>
    </message>
    <message>
        <source>Upload {files}? They become public immediately.</source>
        <translation>Téléverser {files}&#xa0;? Ils deviennent publics immédiatement.</translation>
    </message>
    <message>
        <source>Uploads the files with your next save of the record</source>
        <translation>Téléverse les fichiers au prochain enregistrement de la fiche</translation>
    </message>
</context>
<context>
    <name>UploadWindows</name>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Show uploads</source>
        <translation>Afficher les téléversements</translation>
    </message>
    <message>
        <source>The record is no longer on this computer. No files were added.</source>
        <translation>La fiche n’est plus sur cet ordinateur. Aucun fichier n’a été ajouté.</translation>
    </message>
    <message>
        <source>Uploading %1 files.</source>
        <translation>Téléversement de %1 fichiers.</translation>
    </message>
    <message>
        <source>Uploading 1 file.</source>
        <translation>Téléversement d’un fichier.</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Téléversements</translation>
    </message>
</context>
<context>
    <name>UploadsDialog</name>
    <message>
        <source>Uploads</source>
        <translation>Téléversements</translation>
    </message>
</context>
<context>
    <name>UploadsElsewhere</name>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Uploads to other catalogues</source>
        <translation>Téléversements vers d’autres catalogues</translation>
    </message>
</context>
<context>
    <name>UploadsPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cancel the upload?</source>
        <translation>Annuler le téléversement&#xa0;?</translation>
    </message>
    <message>
        <source>Cancel upload</source>
        <translation>Annuler le téléversement</translation>
    </message>
    <message>
        <source>Copy resource ID</source>
        <translation>Copier l’identifiant de la ressource</translation>
    </message>
    <message>
        <source>Files you drop on a record are uploaded from here. Waiting uploads resume when you restart.</source>
        <translation>Les fichiers que vous déposez sur une fiche sont téléversés à partir d’ici. Les téléversements en attente reprennent au redémarrage.</translation>
    </message>
    <message>
        <source>Fix and upload again…</source>
        <translation>Corriger et téléverser de nouveau…</translation>
    </message>
    <message>
        <source>Keep uploading</source>
        <translation>Continuer le téléversement</translation>
    </message>
    <message>
        <source>No uploads</source>
        <translation>Aucun téléversement</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Pause the upload?</source>
        <translation>Suspendre le téléversement&#xa0;?</translation>
    </message>
    <message>
        <source>Remove finished</source>
        <translation>Retirer les terminés</translation>
    </message>
    <message>
        <source>Resume or retry</source>
        <translation>Reprendre ou réessayer</translation>
    </message>
    <message>
        <source>Show record</source>
        <translation>Afficher la fiche</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>The content of 1 file on the server is identical.</source>
        <translation>Le contenu d’un fichier sur le serveur est identique.</translation>
    </message>
    <message>
        <source>The content of {files} on the server is identical.</source>
        <translation>Le contenu de {files} sur le serveur est identique.</translation>
    </message>
    <message>
        <source>The record of this upload is no longer on this computer. Open the record first.</source>
        <translation>La fiche de ce téléversement n’est plus sur cet ordinateur. Ouvrez d’abord la fiche.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Essayer maintenant</translation>
    </message>
    <message>
        <source>Upload earlier</source>
        <translation>Téléverser plus tôt</translation>
    </message>
    <message>
        <source>Upload first</source>
        <translation>Téléverser en premier</translation>
    </message>
    <message>
        <source>Upload later</source>
        <translation>Téléverser plus tard</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Téléversements</translation>
    </message>
    <message>
        <source>Verifies the uploads of the last day on the server</source>
        <translation>Vérifie sur le serveur les téléversements de la dernière journée</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>Vérifier de nouveau</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Vérification</translation>
    </message>
    <message>
        <source>Verifying content</source>
        <translation>Vérification du contenu</translation>
    </message>
    <message>
        <source>{sent} of {size} have been sent. They are discarded.</source>
        <translation>{sent} sur {size} ont été envoyés. Ils seront perdus.</translation>
    </message>
    <message>
        <source>{sent} of {size} have been sent. When you resume, they are sent again from the start.</source>
        <translation>{sent} sur {size} ont été envoyés. À la reprise, ils seront renvoyés depuis le début.</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>All records</source>
        <translation>Toutes les fiches</translation>
    </message>
    <message>
        <source>Drafts on this computer</source>
        <translation>Brouillons sur cet ordinateur</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoris</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Les miennes</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Récentes</translation>
    </message>
    <message>
        <source>Waiting for me</source>
        <translation>En attente de ma décision</translation>
    </message>
    <message>
        <source>With problems</source>
        <translation>Avec des problèmes</translation>
    </message>
</context>
<context>
    <name>WaitingList</name>
    <message>
        <source>Nothing is waiting for your approval</source>
        <translation>Rien n’attend votre approbation</translation>
    </message>
    <message>
        <source>Records that editors submit for publishing or archiving appear here for administrators.</source>
        <translation>Les fiches que les éditeurs soumettent pour publication ou archivage apparaissent ici pour les administrateurs.</translation>
    </message>
</context>
<context>
    <name>WindowMenu</name>
    <message>
        <source>&amp;About BCDC Desktop</source>
        <translation>À &amp;propos de BCDC Desktop</translation>
    </message>
    <message>
        <source>&amp;Add a catalogue…</source>
        <translation>A&amp;jouter un catalogue…</translation>
    </message>
    <message>
        <source>&amp;Add files…</source>
        <translation>&amp;Ajouter des fichiers…</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>A&amp;pparence</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>Pr&amp;écédent</translation>
    </message>
    <message>
        <source>&amp;Back up records…</source>
        <translation>Sauvegarder des &amp;fiches…</translation>
    </message>
    <message>
        <source>&amp;Bring all to front</source>
        <translation>&amp;Tout ramener au premier plan</translation>
    </message>
    <message>
        <source>&amp;Catalogue</source>
        <translation>&amp;Catalogue</translation>
    </message>
    <message>
        <source>&amp;Compare catalogues…</source>
        <translation>&amp;Comparer des catalogues…</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostics</source>
        <translation>&amp;Copier les diagnostics</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>É&amp;dition</translation>
    </message>
    <message>
        <source>&amp;Export this list…</source>
        <translation>E&amp;xporter cette liste…</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>Mar&amp;quer comme favori</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>Rec&amp;hercher</translation>
    </message>
    <message>
        <source>&amp;Full sync</source>
        <translation>Synchronisation &amp;complète</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Guide</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>&amp;Hide lists</source>
        <translation>&amp;Masquer les listes</translation>
    </message>
    <message>
        <source>&amp;Journal</source>
        <translation>&amp;Journal</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Raccourcis clavier</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Minimize</source>
        <translation>&amp;Réduire</translation>
    </message>
    <message>
        <source>&amp;New record…</source>
        <translation>&amp;Nouvelle fiche…</translation>
    </message>
    <message>
        <source>&amp;Open edited spreadsheet or plan…</source>
        <translation>&amp;Ouvrir un classeur modifié ou un plan…</translation>
    </message>
    <message>
        <source>&amp;Open in browser</source>
        <translation>Ouvrir dans le na&amp;vigateur</translation>
    </message>
    <message>
        <source>&amp;Organizations</source>
        <translation>&amp;Organisations</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>C&amp;oller</translation>
    </message>
    <message>
        <source>&amp;Paste files</source>
        <translation>C&amp;oller des fichiers</translation>
    </message>
    <message>
        <source>&amp;Practice catalogue as</source>
        <translation>Catalogue d&apos;&amp;exercice en tant que</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>Fic&amp;he</translation>
    </message>
    <message>
        <source>&amp;Records</source>
        <translation>&amp;Fiches</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rétablir</translation>
    </message>
    <message>
        <source>&amp;Report a problem…</source>
        <translation>&amp;Signaler un problème…</translation>
    </message>
    <message>
        <source>&amp;Restore from a backup…</source>
        <translation>Restaurer une s&amp;auvegarde…</translation>
    </message>
    <message>
        <source>&amp;Search all records</source>
        <translation>&amp;Rechercher dans toutes les fiches</translation>
    </message>
    <message>
        <source>&amp;Sign in…</source>
        <translation>Se c&amp;onnecter…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>&amp;Uploads</source>
        <translation>&amp;Téléversements</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>Fe&amp;nêtre</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>Réduire/a&amp;grandir</translation>
    </message>
    <message>
        <source>Activit&amp;y…</source>
        <translation>Ac&amp;tivité…</translation>
    </message>
    <message>
        <source>Add a &amp;link</source>
        <translation>Ajouter un &amp;lien</translation>
    </message>
    <message>
        <source>BCDC Desktop %1, for maintainers of CKAN catalogues</source>
        <translation>BCDC Desktop %1, pour les responsables de catalogues CKAN</translation>
    </message>
    <message>
        <source>Bul&amp;k changes</source>
        <translation>Modifications &amp;groupées</translation>
    </message>
    <message>
        <source>C&amp;heck links</source>
        <translation>Vérifier les l&amp;iens</translation>
    </message>
    <message>
        <source>Catalogue sett&amp;ings…</source>
        <translation>&amp;Paramètres du catalogue…</translation>
    </message>
    <message>
        <source>Chang&amp;e several records…</source>
        <translation>Modifier plusieurs fic&amp;hes…</translation>
    </message>
    <message>
        <source>Command &amp;palette…</source>
        <translation>Palette &amp;de commandes…</translation>
    </message>
    <message>
        <source>Copy &amp;ID</source>
        <translation>Copier l’i&amp;dentifiant</translation>
    </message>
    <message>
        <source>Copy &amp;name</source>
        <translation>&amp;Copier le nom</translation>
    </message>
    <message>
        <source>Copy a&amp;ddress</source>
        <translation>Copier l’adr&amp;esse</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Cou&amp;per</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Data &amp;quality…</source>
        <translation>&amp;Qualité des données…</translation>
    </message>
    <message>
        <source>Do&amp;wnload…</source>
        <translation>Téléchar&amp;ger…</translation>
    </message>
    <message>
        <source>Dra&amp;fts</source>
        <translation>&amp;Brouillons</translation>
    </message>
    <message>
        <source>Edi&amp;t</source>
        <translation>&amp;Modifier</translation>
    </message>
    <message>
        <source>Edit the &amp;record</source>
        <translation>Modifier la &amp;fiche</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>Éditeur</translation>
    </message>
    <message>
        <source>Export for e&amp;diting…</source>
        <translation>Exporter pour &amp;modification…</translation>
    </message>
    <message>
        <source>F&amp;ind an organization</source>
        <translation>&amp;Trouver une organisation</translation>
    </message>
    <message>
        <source>Fil&amp;ters</source>
        <translation>F&amp;iltres</translation>
    </message>
    <message>
        <source>Find in for&amp;m…</source>
        <translation>Rechercher dans le for&amp;mulaire…</translation>
    </message>
    <message>
        <source>For&amp;ward</source>
        <translation>Sui&amp;vant</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Membre</translation>
    </message>
    <message>
        <source>Ne&amp;xt pane</source>
        <translation>Vol&amp;et suivant</translation>
    </message>
    <message>
        <source>Next pro&amp;blem</source>
        <translation>&amp;Problème suivant</translation>
    </message>
    <message>
        <source>O&amp;verwritten changes</source>
        <translation>Modifications écra&amp;sées</translation>
    </message>
    <message>
        <source>Op&amp;en in new window</source>
        <translation>Ouvrir dans une fenêtre &amp;séparée</translation>
    </message>
    <message>
        <source>Open &amp;log folder</source>
        <translation>Ouvrir le dossier des &amp;journaux</translation>
    </message>
    <message>
        <source>Organization admin</source>
        <translation>Administrateur d’organisation</translation>
    </message>
    <message>
        <source>P&amp;ublish or change visibility…</source>
        <translation>P&amp;ublier ou changer la visibilité…</translation>
    </message>
    <message>
        <source>Pre&amp;view the file</source>
        <translation>Ape&amp;rçu du fichier</translation>
    </message>
    <message>
        <source>Previous pa&amp;ne</source>
        <translation>Volet précéde&amp;nt</translation>
    </message>
    <message>
        <source>Re&amp;move this catalogue…</source>
        <translation>Re&amp;tirer ce catalogue…</translation>
    </message>
    <message>
        <source>Reso&amp;urces</source>
        <translation>Resso&amp;urces</translation>
    </message>
    <message>
        <source>Review and &amp;save…</source>
        <translation>Vérifier et en&amp;registrer…</translation>
    </message>
    <message>
        <source>S&amp;top sync</source>
        <translation>&amp;Arrêter la synchronisation</translation>
    </message>
    <message>
        <source>S&amp;ync now</source>
        <translation>&amp;Synchroniser maintenant</translation>
    </message>
    <message>
        <source>Sa&amp;ve this search…</source>
        <translation>Enregistrer cette rec&amp;herche…</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Tout sélectionner</translation>
    </message>
    <message>
        <source>Sign &amp;out</source>
        <translation>Se &amp;déconnecter</translation>
    </message>
    <message>
        <source>Stora&amp;ge and sync…</source>
        <translation>Stocka&amp;ge et synchronisation…</translation>
    </message>
    <message>
        <source>System administrator</source>
        <translation>Administrateur système</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>Langue du système</translation>
    </message>
    <message>
        <source>The language will change the next time you start BCDC Desktop.</source>
        <translation>La langue changera au prochain démarrage de BCDC Desktop.</translation>
    </message>
    <message>
        <source>Waitin&amp;g for my approval</source>
        <translation>En &amp;attente de mon approbation</translation>
    </message>
</context>
<context>
    <name>WorkingCopy</name>
    <message>
        <source>New record</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>New resource</source>
        <translation>Nouvelle ressource</translation>
    </message>
</context>
<context>
    <name>ZonedDateTimeEditor</name>
    <message>
        <source>Time zone of {label}</source>
        <translation>Fuseau horaire de {label}</translation>
    </message>
</context>
<context>
    <name>_Delegate</name>
    <message>
        <source>Type of the column</source>
        <translation>Type de la colonne</translation>
    </message>
</context>
<context>
    <name>_FileDelegate</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Resource to replace</source>
        <translation>Ressource à remplacer</translation>
    </message>
</context>
<context>
    <name>_Handle</name>
    <message>
        <source>Drag to another place</source>
        <translation>Glisser à une autre place</translation>
    </message>
</context>
<context>
    <name>_Popup</name>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Filter the choices</source>
        <translation>Filtrer les choix</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>(This text is too long for a cell. Edit it in the program.)</source>
        <translation>(Ce texte est trop long pour une cellule. Modifiez-le dans le programme.)</translation>
    </message>
    <message>
        <source>1 record could not be read: {records}.</source>
        <translation>1 fiche n’a pas pu être lue&#xa0;: {records}.</translation>
    </message>
    <message>
        <source>1 record was skipped because its text isn&apos;t on this computer. Sync first.</source>
        <translation>1 fiche a été ignorée, car son texte n’est pas sur cet ordinateur. Synchronisez d’abord.</translation>
    </message>
    <message>
        <source>1 record will belong to no organization. Anyone with an account will be able to change it, or, if the catalogue limits that, editors of any organization.</source>
        <translation>1 fiche n’appartiendra à aucune organisation. Toute personne qui a un compte pourra la modifier ou, si le catalogue limite cela, les éditeurs de toute organisation.</translation>
    </message>
    <message>
        <source>A SOCKS proxy is set on this computer. Use an HTTP proxy instead.</source>
        <translation>Un serveur mandataire SOCKS est défini sur cet ordinateur. Utilisez plutôt un serveur mandataire HTTP.</translation>
    </message>
    <message>
        <source>A catalogue named “{name}” already exists.</source>
        <translation>Il y a déjà un catalogue nommé «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>A contact is displayed</source>
        <translation>Un contact est affiché</translation>
    </message>
    <message>
        <source>A description</source>
        <translation>Une description</translation>
    </message>
    <message>
        <source>A description of at least {count} words</source>
        <translation>Une description d’au moins {count} mots</translation>
    </message>
    <message>
        <source>A description of its columns</source>
        <translation>Une description de ses colonnes</translation>
    </message>
    <message>
        <source>A displayed contact</source>
        <translation>Un contact affiché</translation>
    </message>
    <message>
        <source>A field is too long to be read.</source>
        <translation>Un champ est trop long pour être lu.</translation>
    </message>
    <message>
        <source>A file of the program on this computer is damaged.</source>
        <translation>Un fichier du programme sur cet ordinateur est endommagé.</translation>
    </message>
    <message>
        <source>A file with this name already exists</source>
        <translation>Un fichier de ce nom existe déjà</translation>
    </message>
    <message>
        <source>A format</source>
        <translation>Un format</translation>
    </message>
    <message>
        <source>A hidden worksheet of this file was changed. Export it again.</source>
        <translation>Une feuille masquée de ce fichier a été modifiée. Exportez-le de nouveau.</translation>
    </message>
    <message>
        <source>A hidden worksheet of {file} was lost. Export it again.</source>
        <translation>Une feuille masquée de {file} a été perdue. Exportez-le de nouveau.</translation>
    </message>
    <message>
        <source>A link or a file</source>
        <translation>Un lien ou un fichier</translation>
    </message>
    <message>
        <source>A name that starts with an action</source>
        <translation>Un nom qui commence par une action</translation>
    </message>
    <message>
        <source>A part of the path is a file, not a folder</source>
        <translation>Une partie du chemin est un fichier, pas un dossier</translation>
    </message>
    <message>
        <source>A quote is never closed. Close it first.</source>
        <translation>Un guillemet n’est jamais fermé. Fermez-le d’abord.</translation>
    </message>
    <message>
        <source>A record in the state {state} can only be moved to: {states}</source>
        <translation>Une fiche dans l’état {state} peut seulement passer à&#xa0;: {states}</translation>
    </message>
    <message>
        <source>A record in the state {state} can&apos;t be moved</source>
        <translation>Une fiche dans l’état {state} ne peut pas changer d’état</translation>
    </message>
    <message>
        <source>A record of the backup is too large.</source>
        <translation>Une fiche de la sauvegarde est trop grande.</translation>
    </message>
    <message>
        <source>A record without an organization can&apos;t be private</source>
        <translation>Une fiche sans organisation ne peut pas être privée</translation>
    </message>
    <message>
        <source>A slash is missing: addresses start with https://.</source>
        <translation>Il manque une barre oblique&#xa0;: les adresses commencent par https://.</translation>
    </message>
    <message>
        <source>A title of several words</source>
        <translation>Un titre de plusieurs mots</translation>
    </message>
    <message>
        <source>A value is wrong. Nothing was sent.</source>
        <translation>Une valeur est incorrecte. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>A value would become longer than {n} characters.</source>
        <translation>Une valeur dépasserait {n} caractères.</translation>
    </message>
    <message>
        <source>AND is searched for as a word. You can leave it out: all conditions must be met.</source>
        <translation>AND est cherché comme un mot. Vous pouvez l’omettre&#xa0;: toutes les conditions doivent être remplies.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>À propos</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Accès</translation>
    </message>
    <message>
        <source>Access to the catalogue was denied, perhaps by a proxy.</source>
        <translation>L’accès au catalogue a été refusé, peut-être par un serveur mandataire.</translation>
    </message>
    <message>
        <source>Add a first row that names the columns: this one looks like data.</source>
        <translation>Ajoutez une première ligne qui nomme les colonnes&#xa0;: celle-ci semble contenir des données.</translation>
    </message>
    <message>
        <source>Add a link or a file</source>
        <translation>Ajoutez un lien ou un fichier</translation>
    </message>
    <message>
        <source>Add a step: say what to change.</source>
        <translation>Ajoutez une étape&#xa0;: indiquez ce qu’il faut modifier.</translation>
    </message>
    <message>
        <source>Add the contact {value}</source>
        <translation>Ajouter le contact {value}</translation>
    </message>
    <message>
        <source>Add the data: this table has a header and no rows.</source>
        <translation>Ajoutez les données&#xa0;: ce tableau a un en-tête et aucune ligne.</translation>
    </message>
    <message>
        <source>Add the keyword “{value}”</source>
        <translation>Ajouter le mot-clé «&#xa0;{value}&#xa0;»</translation>
    </message>
    <message>
        <source>Additional fields</source>
        <translation>Champs supplémentaires</translation>
    </message>
    <message>
        <source>An email address for the first contact</source>
        <translation>Une adresse courriel pour le premier contact</translation>
    </message>
    <message>
        <source>Another bulk change is running. Wait until it has finished.</source>
        <translation>Une autre modification groupée est en cours. Attendez qu’elle soit terminée.</translation>
    </message>
    <message>
        <source>Another instance of the program is writing. Try again in a moment.</source>
        <translation>Une autre instance du programme est en train d’écrire. Réessayez dans un moment.</translation>
    </message>
    <message>
        <source>Another part of this record keeps it from being saved: {reasons}</source>
        <translation>Une autre partie de cette fiche empêche l’enregistrement&#xa0;: {reasons}</translation>
    </message>
    <message>
        <source>Another record already has this title. Titles must be unique.</source>
        <translation>Une autre fiche porte déjà ce titre. Les titres doivent être uniques.</translation>
    </message>
    <message>
        <source>Anyone can see this record.</source>
        <translation>Tout le monde peut voir cette fiche.</translation>
    </message>
    <message>
        <source>Anyone will be able to see this record.</source>
        <translation>Tout le monde pourra voir cette fiche.</translation>
    </message>
    <message>
        <source>Anyone with the link can see this record, although search doesn&apos;t list it.</source>
        <translation>Toute personne qui a le lien peut voir cette fiche, bien que la recherche ne la montre pas.</translation>
    </message>
    <message>
        <source>Anyone with the link will be able to see this record, although search won&apos;t list it.</source>
        <translation>Toute personne qui a le lien pourra voir cette fiche, bien que la recherche ne la montre pas.</translation>
    </message>
    <message>
        <source>At least one resource</source>
        <translation>Au moins une ressource</translation>
    </message>
    <message>
        <source>At least three keywords</source>
        <translation>Au moins trois mots-clés</translation>
    </message>
    <message>
        <source>Audience matches the security class</source>
        <translation>Le public visé correspond à la classification de sécurité</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Auteur</translation>
    </message>
    <message>
        <source>Author email</source>
        <translation>Courriel de l’auteur</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>Can&apos;t connect to the server.</source>
        <translation>Impossible de se connecter au serveur.</translation>
    </message>
    <message>
        <source>Can&apos;t reach the catalogue. Check your network connection.</source>
        <translation>Impossible de joindre le catalogue. Vérifiez votre connexion réseau.</translation>
    </message>
    <message>
        <source>Can&apos;t read from {server}.</source>
        <translation>Impossible de lire depuis {server}.</translation>
    </message>
    <message>
        <source>Changed in both catalogues.</source>
        <translation>Modifié dans les deux catalogues.</translation>
    </message>
    <message>
        <source>Changes from the file {file}</source>
        <translation>Modifications du fichier {file}</translation>
    </message>
    <message>
        <source>Check that this is a table: a row has over 4 million characters, so the rest was not read.</source>
        <translation>Vérifiez qu’il s’agit d’un tableau&#xa0;: une ligne dépasse 4 millions de caractères&#xa0;; le reste n’a donc pas été lu.</translation>
    </message>
    <message>
        <source>Check that “{name}” tells nothing about a person before this file becomes public.</source>
        <translation>Vérifiez que «&#xa0;{name}&#xa0;» ne révèle rien sur une personne avant que ce fichier devienne public.</translation>
    </message>
    <message>
        <source>Check the unpacked file: this one contains so much that only its beginning was checked.</source>
        <translation>Vérifiez le fichier décompressé&#xa0;: celui-ci est si volumineux que seul le début a été vérifié.</translation>
    </message>
    <message>
        <source>Check this cell: the other values of the column are {kinds}.</source>
        <translation>Vérifiez cette cellule&#xa0;: les autres valeurs de la colonne sont de type {kinds}.</translation>
    </message>
    <message>
        <source>Check this date: elsewhere in the column, day and month are the other way round.</source>
        <translation>Vérifiez cette date&#xa0;: ailleurs dans la colonne, le jour et le mois sont inversés.</translation>
    </message>
    <message>
        <source>Check this file again: it was changed while it was read.</source>
        <translation>Vérifiez de nouveau ce fichier&#xa0;: il a été modifié pendant la lecture.</translation>
    </message>
    <message>
        <source>Choose a field.</source>
        <translation>Choisissez un champ.</translation>
    </message>
    <message>
        <source>Choose another encoding: the file has bytes that {encoding} doesn&apos;t have.</source>
        <translation>Choisissez un autre encodage&#xa0;: le fichier contient des octets qui n’existent pas en {encoding}.</translation>
    </message>
    <message>
        <source>Choose another file: this one has nothing but empty lines.</source>
        <translation>Choisissez un autre fichier&#xa0;: celui-ci ne contient que des lignes vides.</translation>
    </message>
    <message>
        <source>Choose another file: this one is empty (0 bytes).</source>
        <translation>Choisissez un autre fichier&#xa0;: celui-ci est vide (0 octet).</translation>
    </message>
    <message>
        <source>Choose another name for the copy, so that the original is not overwritten.</source>
        <translation>Choisissez un autre nom pour la copie, pour ne pas écraser l’original.</translation>
    </message>
    <message>
        <source>Choose one of the listed values</source>
        <translation>Choisissez une des valeurs proposées</translation>
    </message>
    <message>
        <source>Choose the encoding of this file: it is not UTF-8, but probably {encoding}.</source>
        <translation>Choisissez l’encodage de ce fichier&#xa0;: ce n’est pas UTF-8, mais probablement {encoding}.</translation>
    </message>
    <message>
        <source>Choose the resource to replace</source>
        <translation>Choisissez la ressource à remplacer</translation>
    </message>
    <message>
        <source>Clear {field}</source>
        <translation>Vider {field}</translation>
    </message>
    <message>
        <source>Close the quote that is opened in this row, or double it if it belongs to the text.</source>
        <translation>Fermez le guillemet ouvert dans cette ligne, ou doublez-le s’il fait partie du texte.</translation>
    </message>
    <message>
        <source>Column descriptions</source>
        <translation>Descriptions des colonnes</translation>
    </message>
    <message>
        <source>Columns of “{page}” were moved without their hidden first row: “{column}” is where “{other}” was. Export it again.</source>
        <translation>Des colonnes de «&#xa0;{page}&#xa0;» ont été déplacées sans leur première ligne masquée&#xa0;: «&#xa0;{column}&#xa0;» se trouve là où était «&#xa0;{other}&#xa0;». Exportez de nouveau.</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>Correct this cell: the spreadsheet could not calculate it.</source>
        <translation>Corrigez cette cellule&#xa0;: le tableur n’a pas pu la calculer.</translation>
    </message>
    <message>
        <source>Correct this date: there is no such day in the calendar.</source>
        <translation>Corrigez cette date&#xa0;: ce jour n’existe pas dans le calendrier.</translation>
    </message>
    <message>
        <source>Creation and publication dates tell people how current the record is.</source>
        <translation>Les dates de création et de publication indiquent à quel point la fiche est à jour.</translation>
    </message>
    <message>
        <source>Data quality</source>
        <translation>Qualité des données</translation>
    </message>
    <message>
        <source>Delete the empty lines at the beginning of this file: there are too many of them.</source>
        <translation>Supprimez les lignes vides au début de ce fichier&#xa0;: elles sont trop nombreuses.</translation>
    </message>
    <message>
        <source>Delete the first line, which only Excel understands: “{line}”.</source>
        <translation>Supprimez la première ligne, que seul Excel comprend&#xa0;: «&#xa0;{line}&#xa0;».</translation>
    </message>
    <message>
        <source>Delete the lines above the header: the first row has to name the columns.</source>
        <translation>Supprimez les lignes au-dessus de l’en-tête&#xa0;: la première ligne doit nommer les colonnes.</translation>
    </message>
    <message>
        <source>Delete these {n} empty lines at the end of the file.</source>
        <translation>Supprimez ces {n} lignes vides à la fin du fichier.</translation>
    </message>
    <message>
        <source>Delete this empty line at the end of the file.</source>
        <translation>Supprimez cette ligne vide à la fin du fichier.</translation>
    </message>
    <message>
        <source>Delete this empty line.</source>
        <translation>Supprimez cette ligne vide.</translation>
    </message>
    <message>
        <source>Delete this row: a total is no data, and whoever adds the column up counts everything twice.</source>
        <translation>Supprimez cette ligne&#xa0;: un total n’est pas une donnée, et additionner la colonne compterait tout en double.</translation>
    </message>
    <message>
        <source>Delete this row: it repeats the header.</source>
        <translation>Supprimez cette ligne&#xa0;: elle répète l’en-tête.</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Supprimé</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Descriptions</source>
        <translation>Descriptions</translation>
    </message>
    <message>
        <source>Descriptions help people tell the resources of a record apart.</source>
        <translation>Les descriptions aident à distinguer les ressources d’une fiche.</translation>
    </message>
    <message>
        <source>Display at least one contact</source>
        <translation>Affichez au moins un contact</translation>
    </message>
    <message>
        <source>Double the quotes inside this row&apos;s quoted field, or quote the whole field.</source>
        <translation>Doublez les guillemets à l’intérieur du champ entre guillemets de cette ligne, ou mettez tout le champ entre guillemets.</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>Editors can only delete records in the state {state}.</source>
        <translation>Les éditeurs peuvent seulement supprimer les fiches dans l’état {state}.</translation>
    </message>
    <message>
        <source>Enter 0 or a whole number greater than 0</source>
        <translation>Entrez 0 ou un nombre entier supérieur à 0</translation>
    </message>
    <message>
        <source>Enter a JSON object with a list of keywords for each language.</source>
        <translation>Entrez un objet JSON avec une liste de mots-clés par langue.</translation>
    </message>
    <message>
        <source>Enter a JSON object with a text for each language.</source>
        <translation>Entrez un objet JSON avec un texte par langue.</translation>
    </message>
    <message>
        <source>Enter a JSON object: { … }</source>
        <translation>Saisissez un objet JSON&#xa0;: { … }</translation>
    </message>
    <message>
        <source>Enter a JSON object: { … }.</source>
        <translation>Entrez un objet JSON&#xa0;: { … }.</translation>
    </message>
    <message>
        <source>Enter a date and time like 2026-03-31T14:30:00</source>
        <translation>Saisissez une date et une heure comme 2026-03-31T14:30:00</translation>
    </message>
    <message>
        <source>Enter a date like 2026-03-31</source>
        <translation>Saisissez une date comme 2026-03-31</translation>
    </message>
    <message>
        <source>Enter a date, a time and a time zone, like 2026-03-31T14:30:00-07:00</source>
        <translation>Entrez une date, une heure et un fuseau horaire, comme 2026-03-31T14:30:00-07:00</translation>
    </message>
    <message>
        <source>Enter a keyword.</source>
        <translation>Indiquez un mot-clé.</translation>
    </message>
    <message>
        <source>Enter a link or add a file</source>
        <translation>Saisissez un lien ou ajoutez un fichier</translation>
    </message>
    <message>
        <source>Enter a list of choices, such as [&quot;a&quot;, &quot;b&quot;].</source>
        <translation>Entrez une liste de choix, comme [&quot;a&quot;, &quot;b&quot;].</translation>
    </message>
    <message>
        <source>Enter a list of numbers, such as [1, 2.5], or one number per line.</source>
        <translation>Entrez une liste de nombres, comme [1, 2.5], ou un nombre par ligne.</translation>
    </message>
    <message>
        <source>Enter a list of objects</source>
        <translation>Saisissez une liste d’objets</translation>
    </message>
    <message>
        <source>Enter a list of objects, such as [{…}, {…}].</source>
        <translation>Entrez une liste d’objets, comme [{…}, {…}].</translation>
    </message>
    <message>
        <source>Enter a list of resources: [{…}, …].</source>
        <translation>Saisissez une liste de ressources&#xa0;: [{…}, …].</translation>
    </message>
    <message>
        <source>Enter a list of texts, such as [&quot;a&quot;, &quot;b&quot;], or one text per line.</source>
        <translation>Entrez une liste de textes, comme [&quot;a&quot;, &quot;b&quot;], ou un texte par ligne.</translation>
    </message>
    <message>
        <source>Enter a reason: it is shown in the list of bulk changes.</source>
        <translation>Indiquez un motif&#xa0;: il figure dans la liste des modifications groupées.</translation>
    </message>
    <message>
        <source>Enter a row of fields</source>
        <translation>Saisissez une ligne de champs</translation>
    </message>
    <message>
        <source>Enter a time window like 18:00-06:00.</source>
        <translation>Indiquez une plage horaire comme 18:00-06:00.</translation>
    </message>
    <message>
        <source>Enter a web address, such as https://example.com</source>
        <translation>Entrez une adresse Web, comme https://example.com</translation>
    </message>
    <message>
        <source>Enter a whole number</source>
        <translation>Entrez un nombre entier</translation>
    </message>
    <message>
        <source>Enter a whole number greater than 0</source>
        <translation>Entrez un nombre entier supérieur à 0</translation>
    </message>
    <message>
        <source>Enter a year, a month, a date, or a date and time: 2026, 2026-03, 2026-03-31, …</source>
        <translation>Entrez une année, un mois, une date, ou une date et une heure&#xa0;: 2026, 2026-03, 2026-03-31, …</translation>
    </message>
    <message>
        <source>Enter an address, such as https://catalogue.data.gov.bc.ca.</source>
        <translation>Saisissez une adresse, comme https://catalogue.data.gov.bc.ca.</translation>
    </message>
    <message>
        <source>Enter an email address, such as name@example.com</source>
        <translation>Entrez une adresse courriel, comme nom@example.com</translation>
    </message>
    <message>
        <source>Enter letters or digits. Other characters can&apos;t be searched for.</source>
        <translation>Entrez des lettres ou des chiffres. Les autres caractères ne peuvent pas être recherchés.</translation>
    </message>
    <message>
        <source>Enter rows of fields, not text</source>
        <translation>Saisissez des lignes de champs, et non du texte</translation>
    </message>
    <message>
        <source>Enter text. For a list or an object, put it in quotes.</source>
        <translation>Saisissez du texte. Pour une liste ou un objet, mettez-le entre guillemets.</translation>
    </message>
    <message>
        <source>Enter the email address that the contact has now.</source>
        <translation>Indiquez l’adresse courriel actuelle du contact.</translation>
    </message>
    <message>
        <source>Enter the names of groups, such as [&quot;water&quot;, &quot;maps&quot;].</source>
        <translation>Entrez les noms de groupes, comme [&quot;water&quot;, &quot;maps&quot;].</translation>
    </message>
    <message>
        <source>Enter the new name or email address of the contact.</source>
        <translation>Indiquez le nouveau nom ou la nouvelle adresse courriel du contact.</translation>
    </message>
    <message>
        <source>Enter the new value. To empty the field, choose Clear.</source>
        <translation>Indiquez la nouvelle valeur. Pour vider le champ, choisissez Vider.</translation>
    </message>
    <message>
        <source>Enter the text to find.</source>
        <translation>Indiquez le texte à rechercher.</translation>
    </message>
    <message>
        <source>Enter true or false</source>
        <translation>Entrez true ou false</translation>
    </message>
    <message>
        <source>Everyone can see the record in the catalogue.</source>
        <translation>Tout le monde peut voir la fiche dans le catalogue.</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>classeur Excel</translation>
    </message>
    <message>
        <source>Export the table as CSV: this file is {content} that is only named {ending}.</source>
        <translation>Exportez le tableau en CSV&#xa0;: ce fichier est {content}, seule son extension est {ending}.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Fill this column or remove it: it has no value in any row.</source>
        <translation>Remplissez cette colonne ou retirez-la&#xa0;: elle n’a de valeur dans aucune ligne.</translation>
    </message>
    <message>
        <source>Fix the marked fields, then save again.</source>
        <translation>Corrigez les champs signalés, puis enregistrez de nouveau.</translation>
    </message>
    <message>
        <source>Fix this before you publish the record: {problems}</source>
        <translation>Corrigez ceci avant de publier la fiche&#xa0;: {problems}</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formats</translation>
    </message>
    <message>
        <source>Give the file the extension of what it is, or export it again: its content is {content}.</source>
        <translation>Donnez au fichier l’extension qui correspond à son contenu, ou exportez-le de nouveau&#xa0;: son contenu est de type {content}.</translation>
    </message>
    <message>
        <source>Give this column a name: its header cell is empty.</source>
        <translation>Donnez un nom à cette colonne&#xa0;: sa cellule d’en-tête est vide.</translation>
    </message>
    <message>
        <source>Give this file the extension .csv: commas separate its fields, and no tabs.</source>
        <translation>Donnez à ce fichier l’extension .csv&#xa0;: des virgules séparent ses champs, et non des tabulations.</translation>
    </message>
    <message>
        <source>Give this row {n} fields, as the header has: it has 1 field.</source>
        <translation>Donnez {n} champs à cette ligne, comme l’en-tête&#xa0;: elle en a 1.</translation>
    </message>
    <message>
        <source>Give this row {n} fields, as the header has: it has {found} fields.</source>
        <translation>Donnez {n} champs à cette ligne, comme l’en-tête&#xa0;: elle en a {found}.</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groupes</translation>
    </message>
    <message>
        <source>Groups of a catalogue aren&apos;t carried over.</source>
        <translation>Les groupes d’un catalogue ne sont pas repris.</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>In the DataStore, 1 column</source>
        <translation>Dans le DataStore, 1 colonne</translation>
    </message>
    <message>
        <source>In the DataStore, {count} columns</source>
        <translation>Dans le DataStore, {count} colonnes</translation>
    </message>
    <message>
        <source>It is on the server with the right size, but other content comes back. Verify it again later; if that stays so, upload the file again.</source>
        <translation>Le fichier est sur le serveur avec la bonne taille, mais son contenu est différent à la relecture. Vérifiez-le de nouveau plus tard&#xa0;; si cela persiste, téléversez-le de nouveau.</translation>
    </message>
    <message>
        <source>It is open in another program, or you don&apos;t have permission</source>
        <translation>Il est ouvert dans un autre programme, ou vous n’en avez pas l’autorisation</translation>
    </message>
    <message>
        <source>It is stored online only, and can&apos;t be downloaded at the moment</source>
        <translation>Il est seulement en ligne et ne peut pas être téléchargé pour le moment</translation>
    </message>
    <message>
        <source>It isn&apos;t known whether this created a record. If it did, delete the record in the catalogue itself.</source>
        <translation>On ne sait pas si une fiche a été créée. Si oui, supprimez-la dans le catalogue lui-même.</translation>
    </message>
    <message>
        <source>It isn&apos;t known who else can see this record.</source>
        <translation>On ne sait pas qui d’autre peut voir cette fiche.</translation>
    </message>
    <message>
        <source>It was deleted in the target.</source>
        <translation>Supprimé dans le catalogue de destination.</translation>
    </message>
    <message>
        <source>It was not sent: on {when} the catalogue, or a proxy on the way, refused {file} with {size} MB as too large. To try it anyway, retry it.</source>
        <translation>Il n’a pas été envoyé&#xa0;: le {when}, le catalogue ou un serveur mandataire a refusé {file} ({size} Mo), jugé trop volumineux. Pour l’essayer quand même, réessayez.</translation>
    </message>
    <message>
        <source>It was saved, but could not be verified because the catalogue did not answer.</source>
        <translation>L’enregistrement a été fait, mais n’a pas pu être vérifié parce que le catalogue n’a pas répondu.</translation>
    </message>
    <message>
        <source>Its content could not be compared: {reason}</source>
        <translation>Son contenu n’a pas pu être comparé&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Its drive or network share isn&apos;t available</source>
        <translation>Son disque ou son partage réseau n’est pas disponible</translation>
    </message>
    <message>
        <source>Its languages: {codes}.</source>
        <translation>Ses langues&#xa0;: {codes}.</translation>
    </message>
    <message>
        <source>JSON document</source>
        <translation>document JSON</translation>
    </message>
    <message>
        <source>Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec</source>
        <translation>janv. févr. mars avr. mai juin juill. août sept. oct. nov. déc.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Keyword “{keyword}” contains invalid characters: use letters, digits, spaces, - _ or .</source>
        <translation>Le mot-clé «&#xa0;{keyword}&#xa0;» contient des caractères non valides&#xa0;: utilisez des lettres, des chiffres, des espaces, - _ ou .</translation>
    </message>
    <message>
        <source>Keyword “{keyword}” is too long: use 2 to 100 letters, digits, spaces, - _ or .</source>
        <translation>Le mot-clé «&#xa0;{keyword}&#xa0;» est trop long&#xa0;: utilisez de 2 à 100 lettres, chiffres, espaces, - _ ou .</translation>
    </message>
    <message>
        <source>Keyword “{keyword}” is too short: use 2 to 100 letters, digits, spaces, - _ or .</source>
        <translation>Le mot-clé «&#xa0;{keyword}&#xa0;» est trop court&#xa0;: utilisez de 2 à 100 lettres, chiffres, espaces, - _ ou .</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>Mots-clés</translation>
    </message>
    <message>
        <source>Keywords help people find the record when they search for another word.</source>
        <translation>Les mots-clés aident à trouver la fiche quand on cherche un autre mot.</translation>
    </message>
    <message>
        <source>Keywords, dates and status</source>
        <translation>Mots-clés, dates et état</translation>
    </message>
    <message>
        <source>Largest file that the catalogue accepts</source>
        <translation>Plus gros fichier accepté par le catalogue</translation>
    </message>
    <message>
        <source>Leave out the ID. The catalogue assigns a new one.</source>
        <translation>Omettez l’identifiant. Le catalogue en attribue un nouveau.</translation>
    </message>
    <message>
        <source>Leave the cell empty where there is no value, instead of writing “{marker}”.</source>
        <translation>Laissez la cellule vide quand il n’y a pas de valeur, au lieu d’écrire «&#xa0;{marker}&#xa0;».</translation>
    </message>
    <message>
        <source>Leave the user name and API key out of the address. The key is stored in the keyring.</source>
        <translation>N’inscrivez ni le nom d’utilisateur ni la clé API dans l’adresse. La clé est conservée dans le trousseau.</translation>
    </message>
    <message>
        <source>Leave the user name and password out of the proxy address. Settings are stored as text.</source>
        <translation>N’inscrivez ni nom d’utilisateur ni mot de passe dans l’adresse du serveur mandataire. Les paramètres sont stockés en texte clair.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Licence, security and audience</source>
        <translation>Licence, sécurité et public visé</translation>
    </message>
    <message>
        <source>Line {line} contains an invisible control character ({code})</source>
        <translation>La ligne {line} contient un caractère de commande invisible ({code})</translation>
    </message>
    <message>
        <source>Line {line}: the record has no such resource.</source>
        <translation>Ligne {line}&#xa0;: la fiche n’a pas cette ressource.</translation>
    </message>
    <message>
        <source>Line {line}: there is no field {name}.</source>
        <translation>Ligne {line}&#xa0;: il n’y a pas de champ {name}.</translation>
    </message>
    <message>
        <source>Line {line}: this heading is used twice.</source>
        <translation>Ligne {line}&#xa0;: ce titre est utilisé deux fois.</translation>
    </message>
    <message>
        <source>Line {line}: {name} is set by the catalogue.</source>
        <translation>Ligne {line}&#xa0;: {name} est défini par le catalogue.</translation>
    </message>
    <message>
        <source>Line {line}: {problem}</source>
        <translation>Ligne {line}&#xa0;: {problem}</translation>
    </message>
    <message>
        <source>Line {n} of the backup isn&apos;t a record.</source>
        <translation>La ligne {n} de la sauvegarde n’est pas une fiche.</translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation>Provenance</translation>
    </message>
    <message>
        <source>Link or file</source>
        <translation>Lien ou fichier</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Liens</translation>
    </message>
    <message>
        <source>Links that start with {scheme}: can&apos;t be checked.</source>
        <translation>Les liens qui commencent par {scheme}: ne peuvent pas être vérifiés.</translation>
    </message>
    <message>
        <source>Links to reports, guides and agreements answer questions before they are asked.</source>
        <translation>Des liens vers des rapports, des guides et des ententes répondent aux questions avant qu’elles soient posées.</translation>
    </message>
    <message>
        <source>Links work</source>
        <translation>Les liens fonctionnent</translation>
    </message>
    <message>
        <source>Maintainer</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Maintainer email</source>
        <translation>Courriel du responsable</translation>
    </message>
    <message>
        <source>More information</source>
        <translation>Renseignements supplémentaires</translation>
    </message>
    <message>
        <source>More than a year overdue</source>
        <translation>En retard de plus d’un an</translation>
    </message>
    <message>
        <source>Move the notes after the data to the record&apos;s description: a table ends with its last row.</source>
        <translation>Déplacez les notes qui suivent les données dans la description de la fiche&#xa0;: un tableau se termine par sa dernière ligne.</translation>
    </message>
    <message>
        <source>NOT is searched for as a word. To exclude a word, put a minus sign in front of it.</source>
        <translation>NOT est cherché comme un mot. Pour exclure un mot, mettez un signe moins devant.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Name of the catalogue, as shown in the window</source>
        <translation>Nom du catalogue, tel qu’affiché dans la fenêtre</translation>
    </message>
    <message>
        <source>Names that start with Download, View or Explore tell people what happens when they click.</source>
        <translation>Les noms qui commencent par Download, View ou Explore indiquent ce qui se passe quand on clique.</translation>
    </message>
    <message>
        <source>New records start in the state {state}. Publish the record afterwards.</source>
        <translation>Les nouvelles fiches commencent dans l’état {state}. Publiez la fiche ensuite.</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>No field has this name</source>
        <translation>Aucun champ ne porte ce nom</translation>
    </message>
    <message>
        <source>No organization</source>
        <translation>Aucune organisation</translation>
    </message>
    <message>
        <source>No organization is called “{value}”.</source>
        <translation>Aucune organisation ne s’appelle «&#xa0;{value}&#xa0;».</translation>
    </message>
    <message>
        <source>No record has “{value}” for {field}:</source>
        <translation>Aucune fiche n’a «&#xa0;{value}&#xa0;» pour {field}&#xa0;:</translation>
    </message>
    <message>
        <source>No update cycle</source>
        <translation>Aucun cycle de mise à jour</translation>
    </message>
    <message>
        <source>No year in the title</source>
        <translation>Pas d’année dans le titre</translation>
    </message>
    <message>
        <source>Not checked yet: {count} of {total}.</source>
        <translation>Pas encore vérifiés&#xa0;: {count} sur {total}.</translation>
    </message>
    <message>
        <source>Not found: no record with that name or ID, or you don&apos;t have access to it.</source>
        <translation>Introuvable&#xa0;: aucune fiche ne porte ce nom ou cet identifiant, ou vous n’y avez pas accès.</translation>
    </message>
    <message>
        <source>Not uploaded: the current file of “{resource}” couldn&apos;t be backed up for undo. {reason} Try again, or upload it without a backup: then the replacement can&apos;t be undone.</source>
        <translation>Non téléversé&#xa0;: le fichier actuel de «&#xa0;{resource}&#xa0;» n’a pas pu être sauvegardé pour une annulation. {reason} Réessayez, ou téléversez sans copie de sauvegarde&#xa0;: le remplacement ne pourra alors pas être annulé.</translation>
    </message>
    <message>
        <source>Nothing was sent. CKAN has numbered the resources of this record with a gap, and would fail to save it, or lose one of them. Repair the record first; nothing of it is lost.</source>
        <translation>Rien n’a été envoyé. CKAN a laissé un trou dans la numérotation des ressources de cette fiche&#xa0;: l’enregistrer échouerait, ou ferait perdre une ressource. Réparez d’abord la fiche&#xa0;; rien n’en est perdu.</translation>
    </message>
    <message>
        <source>Nothing was sent: the current file of “{resource}” couldn&apos;t be backed up for undo. {reason} Try again. To continue without backups, set their size limit to 0 in the settings of this catalogue.</source>
        <translation>Rien n’a été envoyé&#xa0;: le fichier actuel de «&#xa0;{resource}&#xa0;» n’a pas pu être sauvegardé en vue d’une annulation. {reason} Réessayez. Pour continuer sans sauvegarde, fixez leur limite de taille à 0 dans les paramètres de ce catalogue.</translation>
    </message>
    <message>
        <source>OR is searched for as a word. Separate alternatives with a comma: state:draft,published.</source>
        <translation>OR est cherché comme un mot. Séparez les choix par une virgule&#xa0;: state:draft,published.</translation>
    </message>
    <message>
        <source>Of 1 record only the title and keywords are here so far.</source>
        <translation>D’une fiche, seuls le titre et les mots-clés sont ici pour l’instant.</translation>
    </message>
    <message>
        <source>Of {n} records only the title and keywords are here so far.</source>
        <translation>De {n} fiches, seuls le titre et les mots-clés sont ici pour l’instant.</translation>
    </message>
    <message>
        <source>On hold because {files} was refused. Fix or remove it, then upload the rest.</source>
        <translation>En attente parce que {files} a été refusé. Corrigez-le ou retirez-le, puis téléversez le reste.</translation>
    </message>
    <message>
        <source>One field needs to be fixed.</source>
        <translation>Un champ est à corriger.</translation>
    </message>
    <message>
        <source>One link is broken.</source>
        <translation>Un lien est rompu.</translation>
    </message>
    <message>
        <source>Only administrators of the organization can move a record to {state}</source>
        <translation>Seuls les administrateurs de l’organisation peuvent faire passer une fiche à l’état {state}</translation>
    </message>
    <message>
        <source>Only editors and administrators of the organization can change who sees a record</source>
        <translation>Seuls les éditeurs et les administrateurs de l’organisation peuvent modifier qui voit une fiche</translation>
    </message>
    <message>
        <source>Only editors of the organization can move a record to {state}</source>
        <translation>Seuls les éditeurs de l’organisation peuvent faire passer une fiche à l’état {state}</translation>
    </message>
    <message>
        <source>Only members of its organization can see this record.</source>
        <translation>Seuls les membres de son organisation peuvent voir cette fiche.</translation>
    </message>
    <message>
        <source>Only members of its organization will be able to see this record.</source>
        <translation>Seuls les membres de son organisation pourront voir cette fiche.</translation>
    </message>
    <message>
        <source>Only members of {organization} can see this record.</source>
        <translation>Seuls les membres de {organization} peuvent voir cette fiche.</translation>
    </message>
    <message>
        <source>Only members of {organization} will be able to see this record.</source>
        <translation>Seuls les membres de {organization} pourront voir cette fiche.</translation>
    </message>
    <message>
        <source>Only one entry is allowed</source>
        <translation>Une seule entrée est permise</translation>
    </message>
    <message>
        <source>Only quotation marks, dashes or spaces differ, so it was ignored.</source>
        <translation>Seuls des guillemets, des tirets ou des espaces diffèrent&#xa0;: la cellule a été ignorée.</translation>
    </message>
    <message>
        <source>Only system administrators can move a record to {state}</source>
        <translation>Seuls les administrateurs système peuvent faire passer une fiche à l’état {state}</translation>
    </message>
    <message>
        <source>Only the records of your organizations and of those you chose are on this computer.</source>
        <translation>Seules les fiches de vos organisations et de celles que vous avez choisies sont sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Only the records of your organizations are on this computer.</source>
        <translation>Seules les fiches de vos organisations sont sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Only the records of {n} organizations are on this computer.</source>
        <translation>Seules les fiches de {n} organisations sont sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Only the records of {organization} are on this computer.</source>
        <translation>Seules les fiches de {organization} sont sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Only these roles can move a record to {state}: {roles}</source>
        <translation>Seuls ces rôles peuvent faire passer une fiche à l’état {state}&#xa0;: {roles}</translation>
    </message>
    <message>
        <source>Only zeros or the decimal sign of this number differ, so it was ignored.</source>
        <translation>Seuls des zéros ou le signe décimal de ce nombre diffèrent&#xa0;: la cellule a été ignorée.</translation>
    </message>
    <message>
        <source>Order of the resources</source>
        <translation>Ordre des ressources</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Organization and contacts</source>
        <translation>Organisation et contacts</translation>
    </message>
    <message>
        <source>Others keep changing this record. Nothing was saved; your changes are kept as a draft.</source>
        <translation>D’autres personnes modifient sans cesse cette fiche. Rien n’a été enregistré&#xa0;; vos modifications sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>Others may be able to see this record with its link. You will be told when it is done.</source>
        <translation>D’autres pourront peut-être voir cette fiche avec son lien. Vous le saurez quand ce sera fait.</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>document PDF</translation>
    </message>
    <message>
        <source>Pack this file again: it can&apos;t be unpacked to its end.</source>
        <translation>Recompressez ce fichier&#xa0;: il ne peut pas être décompressé jusqu’au bout.</translation>
    </message>
    <message>
        <source>Parquet file</source>
        <translation>fichier Parquet</translation>
    </message>
    <message>
        <source>People can&apos;t open the resource without one.</source>
        <translation>Sans cela, personne ne peut ouvrir la ressource.</translation>
    </message>
    <message>
        <source>People choose the resource that they can open by its format.</source>
        <translation>Le format permet de choisir la ressource que l’on peut ouvrir.</translation>
    </message>
    <message>
        <source>People decide by the description whether the data answers their question. Search uses it too.</source>
        <translation>La description aide à décider si les données répondent à une question. La recherche s’en sert aussi.</translation>
    </message>
    <message>
        <source>People need to know how they may use the data.</source>
        <translation>Il faut savoir comment les données peuvent être utilisées.</translation>
    </message>
    <message>
        <source>People need to know what the columns of a table mean.</source>
        <translation>Il faut savoir ce que signifient les colonnes d’un tableau.</translation>
    </message>
    <message>
        <source>People read the description to decide whether the data answers their question.</source>
        <translation>On lit la description pour décider si les données répondent à une question.</translation>
    </message>
    <message>
        <source>People who aren&apos;t signed in can&apos;t see the record.</source>
        <translation>Les personnes qui ne sont pas connectées ne peuvent pas voir la fiche.</translation>
    </message>
    <message>
        <source>People who find the record need something to download, view or read.</source>
        <translation>Les personnes qui trouvent la fiche ont besoin de quelque chose à télécharger, à consulter ou à lire.</translation>
    </message>
    <message>
        <source>People with questions need someone to ask.</source>
        <translation>Les personnes qui ont des questions doivent pouvoir s’adresser à quelqu’un.</translation>
    </message>
    <message>
        <source>People with questions need someone to ask. Display at least one contact.</source>
        <translation>Les personnes qui ont des questions doivent pouvoir s’adresser à quelqu’un. Affichez au moins un contact.</translation>
    </message>
    <message>
        <source>Practice catalogue</source>
        <translation>Catalogue d’exercice</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privé</translation>
    </message>
    <message>
        <source>Private: only members of the organization</source>
        <translation>Privée&#xa0;: seuls les membres de l’organisation</translation>
    </message>
    <message>
        <source>Production catalogue</source>
        <translation>Catalogue de production</translation>
    </message>
    <message>
        <source>Proxy: http://host:port, pac+ and the address of a script, direct, or empty for the system&apos;s</source>
        <translation>Serveur mandataire&#xa0;: http://hôte:port, pac+ et l’adresse d’un script, direct, ou vide pour celui du système</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Public</translation>
    </message>
    <message>
        <source>Public: anyone</source>
        <translation>Publique&#xa0;: tout le monde</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>But</translation>
    </message>
    <message>
        <source>Questions about the data are emailed to the first contact.</source>
        <translation>Les questions sur les données sont envoyées par courriel au premier contact.</translation>
    </message>
    <message>
        <source>Reading changes</source>
        <translation>Lecture des modifications</translation>
    </message>
    <message>
        <source>Reading organizations and fields</source>
        <translation>Lecture des organisations et des champs</translation>
    </message>
    <message>
        <source>Reading records</source>
        <translation>Lecture des fiches</translation>
    </message>
    <message>
        <source>Reading titles</source>
        <translation>Lecture des titres</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Records in this catalogue must have the type {type}.</source>
        <translation>Les fiches de ce catalogue doivent être de type {type}.</translation>
    </message>
    <message>
        <source>Records often cover more years than the one in their title. Give the period in the resources instead.</source>
        <translation>Les fiches visent souvent plus d’années que celle de leur titre. Indiquez plutôt la période dans les ressources.</translation>
    </message>
    <message>
        <source>Remove the NUL byte from this cell; saving it again as CSV usually does.</source>
        <translation>Retirez l’octet NUL de cette cellule&#xa0;; un nouvel enregistrement en CSV suffit habituellement.</translation>
    </message>
    <message>
        <source>Remove the apostrophe before this number: it is only a spreadsheet that hides it.</source>
        <translation>Supprimez l’apostrophe devant ce nombre&#xa0;: seul un tableur la masque.</translation>
    </message>
    <message>
        <source>Remove the contact with {where}</source>
        <translation>Retirer le contact avec {where}</translation>
    </message>
    <message>
        <source>Remove the invisible character from this cell: programs take it as part of the value.</source>
        <translation>Retirez le caractère invisible de cette cellule&#xa0;: les programmes le prennent pour une partie de la valeur.</translation>
    </message>
    <message>
        <source>Remove the invisible control character from this cell.</source>
        <translation>Retirez le caractère de commande invisible de cette cellule.</translation>
    </message>
    <message>
        <source>Remove the keyword “{value}”</source>
        <translation>Retirer le mot-clé «&#xa0;{value}&#xa0;»</translation>
    </message>
    <message>
        <source>Remove the spaces around this value: they are taken as part of it.</source>
        <translation>Retirez les espaces autour de cette valeur&#xa0;: ils en font partie.</translation>
    </message>
    <message>
        <source>Remove the spaces from this number, so that programs can read it.</source>
        <translation>Retirez les espaces de ce nombre, pour que les programmes puissent le lire.</translation>
    </message>
    <message>
        <source>Remove “_x000D_” and the like: a spreadsheet program wrote it in the place of a line break.</source>
        <translation>Supprimez «&#xa0;_x000D_&#xa0;» et semblables&#xa0;: un tableur l’a écrit à la place d’un saut de ligne.</translation>
    </message>
    <message>
        <source>Rename one of the columns called “{name}”: each name may occur once.</source>
        <translation>Renommez une des colonnes appelées «&#xa0;{name}&#xa0;»&#xa0;: chaque nom ne peut figurer qu’une fois.</translation>
    </message>
    <message>
        <source>Rename the keyword “{old}” to “{new}”</source>
        <translation>Renommer le mot-clé «&#xa0;{old}&#xa0;» en «&#xa0;{new}&#xa0;»</translation>
    </message>
    <message>
        <source>Rename this file: CKAN has only ASCII in names and would store it as “{stored}”; for example {name}.</source>
        <translation>Renommez ce fichier&#xa0;: CKAN n’accepte que l’ASCII dans les noms et l’enregistrerait sous «&#xa0;{stored}&#xa0;»&#xa0;; par exemple {name}.</translation>
    </message>
    <message>
        <source>Repeat the value from above: every row has to stand for itself.</source>
        <translation>Répétez la valeur du dessus&#xa0;: chaque ligne doit se suffire à elle-même.</translation>
    </message>
    <message>
        <source>Replace the contact with {where} by {value}</source>
        <translation>Remplacer le contact avec {where} par {value}</translation>
    </message>
    <message>
        <source>Replace “{old}” with “{new}” in {field}</source>
        <translation>Remplacer «&#xa0;{old}&#xa0;» par «&#xa0;{new}&#xa0;» dans {field}</translation>
    </message>
    <message>
        <source>Required fields</source>
        <translation>Champs obligatoires</translation>
    </message>
    <message>
        <source>Required fields are filled in</source>
        <translation>Les champs obligatoires sont remplis</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>Resource descriptions</source>
        <translation>Descriptions des ressources</translation>
    </message>
    <message>
        <source>Resource “{name}”</source>
        <translation>Ressource «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
    <message>
        <source>Resources: {field}</source>
        <translation>Ressources&#xa0;: {field}</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>Row {row} of “{page}” doesn&apos;t belong to its ID: rows were sorted or copied without their first columns. Export it again.</source>
        <translation>La ligne {row} de «&#xa0;{page}&#xa0;» ne correspond pas à son ID&#xa0;: des lignes ont été triées ou copiées sans leurs premières colonnes. Exportez de nouveau.</translation>
    </message>
    <message>
        <source>Rows of “{page}” don&apos;t belong to their IDs: they were sorted or copied without their first columns. Export it again.</source>
        <translation>Des lignes de «&#xa0;{page}&#xa0;» ne correspondent pas à leurs ID&#xa0;: elles ont été triées ou copiées sans leurs premières colonnes. Exportez de nouveau.</translation>
    </message>
    <message>
        <source>Save the file as UTF-8 again: line {line} has bytes that are not UTF-8, perhaps {encoding} in words such as {words}.</source>
        <translation>Enregistrez de nouveau le fichier en UTF-8&#xa0;: la ligne {line} contient des octets qui ne sont pas de l’UTF-8, peut-être {encoding} dans des mots comme {words}.</translation>
    </message>
    <message>
        <source>Save the file as UTF-8 again: line {line} has bytes that are not UTF-8, unlike text before it.</source>
        <translation>Enregistrez de nouveau le fichier en UTF-8&#xa0;: la ligne {line} contient des octets qui ne sont pas de l’UTF-8, contrairement au texte qui précède.</translation>
    </message>
    <message>
        <source>Save the file as UTF-8 without a byte order mark: some programs show it as text.</source>
        <translation>Enregistrez le fichier en UTF-8 sans indicateur d’ordre des octets&#xa0;: certains programmes l’affichent comme du texte.</translation>
    </message>
    <message>
        <source>Save the file as UTF-8: it is probably {encoding}, with words such as {words}.</source>
        <translation>Enregistrez le fichier en UTF-8&#xa0;: il est probablement en {encoding}, avec des mots comme {words}.</translation>
    </message>
    <message>
        <source>Save the file as UTF-8: it is probably {encoding}.</source>
        <translation>Enregistrez le fichier en UTF-8&#xa0;: il est probablement en {encoding}.</translation>
    </message>
    <message>
        <source>Save the file as UTF-8: it is {encoding}.</source>
        <translation>Enregistrez le fichier en UTF-8&#xa0;: il est en {encoding}.</translation>
    </message>
    <message>
        <source>Save the table with commas between its fields: it has the {delimiter}.</source>
        <translation>Enregistrez le tableau avec des virgules entre les champs&#xa0;: il utilise le séparateur {delimiter}.</translation>
    </message>
    <message>
        <source>Set {field} to “{value}”</source>
        <translation>Donner à {field} la valeur «&#xa0;{value}&#xa0;»</translation>
    </message>
    <message>
        <source>Set {field} to “{value}” where it is empty</source>
        <translation>Donner à {field} la valeur «&#xa0;{value}&#xa0;» s’il est vide</translation>
    </message>
    <message>
        <source>Smaller files are compared byte by byte after uploading</source>
        <translation>Les fichiers plus petits sont comparés octet par octet après le téléversement</translation>
    </message>
    <message>
        <source>Smaller files are copied to this computer before they are replaced</source>
        <translation>Les fichiers plus petits sont copiés sur cet ordinateur avant d’être remplacés</translation>
    </message>
    <message>
        <source>Someone else changed it to “{value}”.</source>
        <translation>Quelqu’un d’autre l’a remplacé par «&#xa0;{value}&#xa0;».</translation>
    </message>
    <message>
        <source>Someone else deleted it from the record. Try again to upload it again.</source>
        <translation>Une autre personne l’a supprimé de la fiche. Réessayez pour le téléverser de nouveau.</translation>
    </message>
    <message>
        <source>Someone else deleted the record and its files.</source>
        <translation>Une autre personne a supprimé la fiche et ses fichiers.</translation>
    </message>
    <message>
        <source>Someone else deleted this record. Nothing was saved; your changes are kept as a draft.</source>
        <translation>Une autre personne a supprimé cette fiche. Rien n’a été enregistré&#xa0;; vos modifications sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>Someone else deleted this resource.</source>
        <translation>Quelqu’un d’autre a supprimé cette ressource.</translation>
    </message>
    <message>
        <source>Someone else has changed the same fields since the plan was made. Nothing was sent.</source>
        <translation>Quelqu’un d’autre a modifié les mêmes champs depuis la création du plan. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>Someone else has changed this record in the meantime.</source>
        <translation>Une autre personne a modifié cette fiche entre-temps.</translation>
    </message>
    <message>
        <source>Someone else has changed this record in the meantime. It was not deleted.</source>
        <translation>Une autre personne a modifié cette fiche entre-temps. Elle n’a pas été supprimée.</translation>
    </message>
    <message>
        <source>Someone else has changed this record in the meantime. Try again.</source>
        <translation>Quelqu’un d’autre a modifié cette fiche entre-temps. Réessayez.</translation>
    </message>
    <message>
        <source>Someone else has changed this since.</source>
        <translation>Quelqu’un d’autre l’a modifié depuis.</translation>
    </message>
    <message>
        <source>Someone else replaced this file. The catalogue now has theirs.</source>
        <translation>Une autre personne a remplacé ce fichier. Le catalogue a maintenant le sien.</translation>
    </message>
    <message>
        <source>Someone else saved the record at the same moment, and this file was lost. It is uploaded again.</source>
        <translation>Une autre personne a enregistré la fiche au même moment et ce fichier a été perdu. Il est téléversé de nouveau.</translation>
    </message>
    <message>
        <source>Something went wrong in the program; details are in the log. Nothing is lost.</source>
        <translation>Un problème est survenu dans le programme&#xa0;; le journal technique contient les détails. Rien n’est perdu.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Start the address with https://</source>
        <translation>Commencez l’adresse par https://</translation>
    </message>
    <message>
        <source>Start the name “{name}” with a letter, for example {example}.</source>
        <translation>Commencez le nom «&#xa0;{name}&#xa0;» par une lettre, par exemple {example}.</translation>
    </message>
    <message>
        <source>Status and other fields</source>
        <translation>État et autres champs</translation>
    </message>
    <message>
        <source>Subject, type, status and area help people tell this record from similar ones in a list.</source>
        <translation>Le sujet, le type, l’état et la région aident à distinguer cette fiche de fiches semblables dans une liste.</translation>
    </message>
    <message>
        <source>Tells people about known problems. If it is empty, they assume there are none.</source>
        <translation>Fait connaître les problèmes. Si ce champ est vide, on suppose qu’il n’y en a pas.</translation>
    </message>
    <message>
        <source>Tells people where the data comes from and how it was made.</source>
        <translation>Indique d’où viennent les données et comment elles ont été produites.</translation>
    </message>
    <message>
        <source>Tells people why the data was collected, and so what it is good for.</source>
        <translation>Indique pourquoi les données ont été recueillies, et donc à quoi elles servent.</translation>
    </message>
    <message>
        <source>Test catalogue</source>
        <translation>Catalogue d’essai</translation>
    </message>
    <message>
        <source>The API key contains invalid characters.</source>
        <translation>La clé API contient des caractères non valides.</translation>
    </message>
    <message>
        <source>The API key contains invalid characters. Copy it again from your account settings.</source>
        <translation>La clé API contient des caractères non valides. Copiez-la de nouveau depuis les paramètres de votre compte.</translation>
    </message>
    <message>
        <source>The API key is valid. Enter your user name too: this catalogue does not tell it.</source>
        <translation>La clé API est valide. Saisissez aussi votre nom d’utilisateur&#xa0;: ce catalogue ne l’indique pas.</translation>
    </message>
    <message>
        <source>The ID {id} in “{page}” isn&apos;t known, so it was ignored.</source>
        <translation>L’ID {id} dans «&#xa0;{page}&#xa0;» est inconnu et a été ignoré.</translation>
    </message>
    <message>
        <source>The address has no host name.</source>
        <translation>L’adresse n’a pas de nom d’hôte.</translation>
    </message>
    <message>
        <source>The address of the catalogue isn&apos;t valid.</source>
        <translation>L’adresse du catalogue n’est pas valide.</translation>
    </message>
    <message>
        <source>The administrators of the organization get an email.</source>
        <translation>Les administrateurs de l’organisation reçoivent un courriel.</translation>
    </message>
    <message>
        <source>The backup has more records than any catalogue.</source>
        <translation>La sauvegarde contient plus de fiches qu’aucun catalogue.</translation>
    </message>
    <message>
        <source>The backup has no record “{name}”.</source>
        <translation>La sauvegarde ne contient pas de fiche «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>The cache can&apos;t be on a network drive: it would be slow, and could be damaged. Choose a local folder.</source>
        <translation>Le cache ne peut pas être sur un lecteur réseau&#xa0;: il serait lent et pourrait être endommagé. Choisissez un dossier local.</translation>
    </message>
    <message>
        <source>The cache of a catalogue is damaged and can’t be moved. Download it again first.</source>
        <translation>Le cache d’un catalogue est endommagé et ne peut pas être déplacé. Téléchargez-le d’abord de nouveau.</translation>
    </message>
    <message>
        <source>The cache of this catalogue is damaged. It is set aside and downloaded again when you open the catalogue the next time.</source>
        <translation>Le cache de ce catalogue est endommagé. Il est mis de côté et sera téléchargé de nouveau à la prochaine ouverture du catalogue.</translation>
    </message>
    <message>
        <source>The catalogue accepts files up to {size} MB</source>
        <translation>Le catalogue accepte des fichiers de {size} Mo au plus</translation>
    </message>
    <message>
        <source>The catalogue accepts files up to {size} MB.</source>
        <translation>Le catalogue accepte des fichiers de {size} Mo au plus.</translation>
    </message>
    <message>
        <source>The catalogue already has these values.</source>
        <translation>Le catalogue a déjà ces valeurs.</translation>
    </message>
    <message>
        <source>The catalogue asks for a pause between requests.</source>
        <translation>Le catalogue demande une pause entre les requêtes.</translation>
    </message>
    <message>
        <source>The catalogue can&apos;t take a description of this many columns, so it is left out.</source>
        <translation>Le catalogue n’accepte pas une description d’autant de colonnes&#xa0;; elle est donc omise.</translation>
    </message>
    <message>
        <source>The catalogue can&apos;t take this many columns with statistics and in the text, so both are left out.</source>
        <translation>Le catalogue n’accepte pas autant de colonnes avec leurs statistiques et dans le texte&#xa0;; les deux sont donc omis.</translation>
    </message>
    <message>
        <source>The catalogue can&apos;t take this many columns with their statistics, so those are left out.</source>
        <translation>Le catalogue n’accepte pas autant de colonnes avec leurs statistiques&#xa0;; celles-ci sont donc omises.</translation>
    </message>
    <message>
        <source>The catalogue denied access. Your API key is missing, has expired, or doesn&apos;t allow this.</source>
        <translation>Le catalogue a refusé l’accès. Votre clé API est absente, expirée ou ne permet pas cette action.</translation>
    </message>
    <message>
        <source>The catalogue did not keep it. It is uploaded again.</source>
        <translation>Le catalogue ne l’a pas conservé. Il est téléversé de nouveau.</translation>
    </message>
    <message>
        <source>The catalogue didn&apos;t save a version of the record for this activity.</source>
        <translation>Le catalogue n’a pas conservé de version de la fiche pour cette activité.</translation>
    </message>
    <message>
        <source>The catalogue does not accept this API key. It may be mistyped, revoked or expired.</source>
        <translation>Le catalogue n’accepte pas cette clé API. Elle est peut-être mal saisie, révoquée ou expirée.</translation>
    </message>
    <message>
        <source>The catalogue doesn&apos;t have one of these groups.</source>
        <translation>Le catalogue n’a pas l’un de ces groupes.</translation>
    </message>
    <message>
        <source>The catalogue doesn&apos;t keep earlier files, so the file of “{name}” stays.</source>
        <translation>Le catalogue ne conserve pas les fichiers antérieurs&#xa0;: le fichier de «&#xa0;{name}&#xa0;» reste tel quel.</translation>
    </message>
    <message>
        <source>The catalogue doesn&apos;t understand this search.</source>
        <translation>Le catalogue ne comprend pas cette recherche.</translation>
    </message>
    <message>
        <source>The catalogue has no field of this name.</source>
        <translation>Le catalogue n’a pas de champ de ce nom.</translation>
    </message>
    <message>
        <source>The catalogue is overloaded or down for maintenance. Try again later.</source>
        <translation>Le catalogue est surchargé ou en maintenance. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>The catalogue keeps sending the same page of a list, so the list can&apos;t be read to its end.</source>
        <translation>Le catalogue envoie sans cesse la même page d’une liste&#xa0;; celle-ci ne peut donc pas être lue jusqu’au bout.</translation>
    </message>
    <message>
        <source>The catalogue no longer accepts your API key. Sign in again with a new one.</source>
        <translation>Le catalogue n’accepte plus votre clé API. Reconnectez-vous avec une nouvelle clé.</translation>
    </message>
    <message>
        <source>The catalogue recommends this field.</source>
        <translation>Le catalogue recommande ce champ.</translation>
    </message>
    <message>
        <source>The catalogue redirected to {address}. Check the address, or sign in to your network.</source>
        <translation>Le catalogue a redirigé vers {address}. Vérifiez l’adresse ou connectez-vous à votre réseau.</translation>
    </message>
    <message>
        <source>The catalogue refused it: {reason}</source>
        <translation>Le catalogue l’a refusé&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>The catalogue rejected these values.</source>
        <translation>Le catalogue a refusé ces valeurs.</translation>
    </message>
    <message>
        <source>The catalogue rejected these values: {problems}</source>
        <translation>Le catalogue a refusé ces valeurs&#xa0;: {problems}</translation>
    </message>
    <message>
        <source>The catalogue reported an error (status {status}).</source>
        <translation>Le catalogue a signalé une erreur (code {status}).</translation>
    </message>
    <message>
        <source>The catalogue reported an error: “{message}”.</source>
        <translation>Le catalogue a signalé une erreur&#xa0;: «&#xa0;{message}&#xa0;».</translation>
    </message>
    <message>
        <source>The catalogue requires this field.</source>
        <translation>Le catalogue exige ce champ.</translation>
    </message>
    <message>
        <source>The catalogue sends a list of more than {n} entries. It was not read to its end.</source>
        <translation>Le catalogue envoie une liste de plus de {n} éléments. Elle n’a pas été lue jusqu’au bout.</translation>
    </message>
    <message>
        <source>The catalogue sent a response of more than {size} MB, or one that would take too much memory. It was not read.</source>
        <translation>Le catalogue a envoyé une réponse de plus de {size} Mo, ou qui prendrait trop de mémoire. Elle n’a pas été lue.</translation>
    </message>
    <message>
        <source>The catalogue sent a response that couldn&apos;t be read.</source>
        <translation>Le catalogue a envoyé une réponse illisible.</translation>
    </message>
    <message>
        <source>The catalogue sent a response that couldn&apos;t be read: {problem}.</source>
        <translation>Le catalogue a envoyé une réponse illisible&#xa0;: {problem}.</translation>
    </message>
    <message>
        <source>The catalogue sent a response that couldn&apos;t be read: “{answer}”.</source>
        <translation>Le catalogue a envoyé une réponse illisible&#xa0;: «&#xa0;{answer}&#xa0;».</translation>
    </message>
    <message>
        <source>The catalogue sent a response with too many levels. It was not read.</source>
        <translation>Le catalogue a envoyé une réponse comportant trop de niveaux. Elle n’a pas été lue.</translation>
    </message>
    <message>
        <source>The catalogue stored these values in another form: {fields}.</source>
        <translation>Le catalogue a enregistré ces valeurs sous une autre forme&#xa0;: {fields}.</translation>
    </message>
    <message>
        <source>The catalogue took too long to respond.</source>
        <translation>Le catalogue a mis trop de temps à répondre.</translation>
    </message>
    <message>
        <source>The catalogue&apos;s response took too long as a whole, so the connection was closed.</source>
        <translation>La réponse du catalogue a pris trop de temps au total&#xa0;; la connexion a été fermée.</translation>
    </message>
    <message>
        <source>The catalogue&apos;s search isn&apos;t working at the moment. Records can still be opened. Try again later.</source>
        <translation>La recherche du catalogue ne fonctionne pas pour le moment. Les fiches peuvent toujours être ouvertes. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>The catalogue&apos;s search lists far fewer records than exist. Nothing was removed from the cache.</source>
        <translation>La recherche du catalogue donne beaucoup moins de fiches qu’il n’en existe. Rien n’a été retiré du cache.</translation>
    </message>
    <message>
        <source>The closing quotation mark is missing.</source>
        <translation>Il manque le guillemet fermant.</translation>
    </message>
    <message>
        <source>The column “{column}” of “{page}” was sorted without the others: its values are in other rows. Export it again.</source>
        <translation>La colonne «&#xa0;{column}&#xa0;» de «&#xa0;{page}&#xa0;» a été triée sans les autres&#xa0;: ses valeurs sont dans d’autres lignes. Exportez de nouveau.</translation>
    </message>
    <message>
        <source>The connection broke off before the catalogue had answered in full.</source>
        <translation>La connexion a été rompue avant la fin de la réponse du catalogue.</translation>
    </message>
    <message>
        <source>The connection broke off before the whole file had arrived.</source>
        <translation>La connexion a été interrompue avant l’arrivée du fichier complet.</translation>
    </message>
    <message>
        <source>The connection isn&apos;t secure: the certificate belongs to another host. Check the address of the catalogue, and whether this network wants you to sign in with a browser first.</source>
        <translation>La connexion n’est pas sécurisée&#xa0;: le certificat appartient à un autre hôte. Vérifiez l’adresse du catalogue, et si ce réseau exige d’abord une connexion dans un navigateur.</translation>
    </message>
    <message>
        <source>The connection isn&apos;t secure: the certificate of the catalogue or of a proxy couldn&apos;t be verified.</source>
        <translation>La connexion n’est pas sûre&#xa0;: le certificat du catalogue ou d’un serveur mandataire n’a pas pu être vérifié.</translation>
    </message>
    <message>
        <source>The connection isn&apos;t secure: the certificate of the catalogue or of a proxy has expired or isn&apos;t valid yet. Check the date of this computer. If it is right, tell the catalogue&apos;s administrator.</source>
        <translation>La connexion n’est pas sécurisée&#xa0;: le certificat du catalogue ou d’un serveur mandataire a expiré ou n’est pas encore valide. Vérifiez la date de cet ordinateur. Si elle est juste, prévenez l’administrateur du catalogue.</translation>
    </message>
    <message>
        <source>The connection isn&apos;t secure: the certificate of the catalogue or of a proxy was revoked.</source>
        <translation>La connexion n’est pas sécurisée&#xa0;: le certificat du catalogue ou d’un serveur mandataire a été révoqué.</translation>
    </message>
    <message>
        <source>The connection isn&apos;t secure: this computer doesn&apos;t trust the certificate of the catalogue or of a proxy. If your network has a certificate authority of its own, ask your IT department to install it.</source>
        <translation>La connexion n’est pas sécurisée&#xa0;: cet ordinateur ne fait pas confiance au certificat du catalogue ou d’un serveur mandataire. Si votre réseau a sa propre autorité de certification, demandez à votre service informatique de l’installer.</translation>
    </message>
    <message>
        <source>The connection was interrupted, but the record was created.</source>
        <translation>La connexion a été interrompue, mais la fiche a été créée.</translation>
    </message>
    <message>
        <source>The copy of the file “{name}” differs from its source.</source>
        <translation>La copie du fichier «&#xa0;{name}&#xa0;» diffère de l’original.</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Le disque est plein</translation>
    </message>
    <message>
        <source>The disk is full, so this change was not saved. Free some space and try again.</source>
        <translation>Le disque est plein&#xa0;; cette modification n’a donc pas été enregistrée. Libérez de l’espace et réessayez.</translation>
    </message>
    <message>
        <source>The disk is read-only</source>
        <translation>Le disque est en lecture seule</translation>
    </message>
    <message>
        <source>The disk reported an error, so this change was not saved.</source>
        <translation>Le disque a signalé une erreur&#xa0;; cette modification n’a donc pas été enregistrée.</translation>
    </message>
    <message>
        <source>The editors of the organization get an email.</source>
        <translation>Les éditeurs de l’organisation reçoivent un courriel.</translation>
    </message>
    <message>
        <source>The end date is before the beginning date</source>
        <translation>La date de fin précède la date de début</translation>
    </message>
    <message>
        <source>The expression has no group “{name}”.</source>
        <translation>L’expression n’a pas de groupe «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>The field “{field}” has another type in the other catalogue.</source>
        <translation>Le champ «&#xa0;{field}&#xa0;» est d’un autre type dans l’autre catalogue.</translation>
    </message>
    <message>
        <source>The file can&apos;t be read: its address doesn&apos;t start with http or https.</source>
        <translation>Le fichier ne peut pas être lu&#xa0;: son adresse ne commence pas par http ou https.</translation>
    </message>
    <message>
        <source>The file couldn&apos;t be downloaded (status {status}).</source>
        <translation>Le fichier n’a pas pu être téléchargé (code {status}).</translation>
    </message>
    <message>
        <source>The file couldn&apos;t be unpacked.</source>
        <translation>Le fichier n’a pas pu être décompressé.</translation>
    </message>
    <message>
        <source>The file doesn&apos;t exist on the server.</source>
        <translation>Le fichier n’existe pas sur le serveur.</translation>
    </message>
    <message>
        <source>The file has NUL bytes: a part of it is probably in another encoding. Export it again.</source>
        <translation>Le fichier contient des octets NUL&#xa0;: une partie est probablement dans un autre encodage. Exportez-le de nouveau.</translation>
    </message>
    <message>
        <source>The file has bytes that {encoding} doesn&apos;t have, so characters would be lost. Choose another encoding.</source>
        <translation>Le fichier contient des octets qui n’existent pas en {encoding}&#xa0;; des caractères seraient perdus. Choisissez un autre encodage.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Le fichier est vide.</translation>
    </message>
    <message>
        <source>The file is larger than the catalogue accepts.</source>
        <translation>Le fichier est plus gros que ce que le catalogue accepte.</translation>
    </message>
    <message>
        <source>The file is open in another program, such as Excel: close it there, then try again</source>
        <translation>Le fichier est ouvert dans un autre programme, comme Excel&#xa0;: fermez-le là, puis réessayez</translation>
    </message>
    <message>
        <source>The file is probably {encoding}. Open it with the program that wrote it, and save it as UTF-8.</source>
        <translation>Le fichier est probablement en {encoding}. Ouvrez-le avec le programme qui l’a écrit, puis enregistrez-le en UTF-8.</translation>
    </message>
    <message>
        <source>The file is too large for this disk</source>
        <translation>Le fichier est trop volumineux pour ce disque</translation>
    </message>
    <message>
        <source>The file is too large to be downloaded.</source>
        <translation>Le fichier est trop volumineux pour être téléchargé.</translation>
    </message>
    <message>
        <source>The file of “{name}” can&apos;t be restored: no copy of the earlier file was kept.</source>
        <translation>Le fichier de «&#xa0;{name}&#xa0;» ne peut pas être rétabli&#xa0;: aucune copie du fichier antérieur n’a été conservée.</translation>
    </message>
    <message>
        <source>The file of “{resource}” is no longer in the source catalogue. Nothing of this record was copied.</source>
        <translation>Le fichier de «&#xa0;{resource}&#xa0;» n’est plus dans le catalogue source. Rien de cette fiche n’a été copié.</translation>
    </message>
    <message>
        <source>The file of “{resource}” isn&apos;t in the backup.</source>
        <translation>Le fichier de «&#xa0;{resource}&#xa0;» n’est pas dans la sauvegarde.</translation>
    </message>
    <message>
        <source>The file was changed while it was read. Try again.</source>
        <translation>Le fichier a été modifié pendant la lecture. Réessayez.</translation>
    </message>
    <message>
        <source>The file was replaced on the server while it was being read. Try again.</source>
        <translation>Le fichier a été remplacé sur le serveur pendant sa lecture. Réessayez.</translation>
    </message>
    <message>
        <source>The file with the certificates that this computer trusts can&apos;t be found. Check SSL_CERT_FILE, REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE.</source>
        <translation>Le fichier des certificats approuvés par cet ordinateur est introuvable. Vérifiez SSL_CERT_FILE, REQUESTS_CA_BUNDLE et CURL_CA_BUNDLE.</translation>
    </message>
    <message>
        <source>The file with your drafts, uploads and journal is damaged. It was not changed. Make a copy of it first: much of it can probably be recovered. If you move it away, a new one is created. The file is %1</source>
        <translation>Le fichier qui contient vos brouillons, vos téléversements et votre journal est endommagé. Il n’a pas été modifié. Faites-en d’abord une copie&#xa0;: une grande partie est probablement récupérable. Si vous le déplacez, un nouveau fichier est créé. Ce fichier est %1</translation>
    </message>
    <message>
        <source>The file with your drafts, uploads and journal is gone, so a new one was created. If it was moved, close the program and put it back as {file}</source>
        <translation>Le fichier qui contient vos brouillons, vos téléversements et votre journal n’est plus là&#xa0;; un nouveau a été créé. S’il a été déplacé, fermez le programme et remettez-le sous le nom {file}</translation>
    </message>
    <message>
        <source>The file with your drafts, uploads and journal was damaged. All intact entries were kept. Check whether anything is missing. The damaged file was kept as {file}</source>
        <translation>Le fichier qui contient vos brouillons, vos téléversements et votre journal était endommagé. Toutes les entrées intactes ont été conservées. Vérifiez s’il manque quelque chose. Le fichier endommagé a été conservé sous {file}</translation>
    </message>
    <message>
        <source>The file with your drafts, uploads and journal was damaged. All intact entries were kept. These can’t be read any more: {names}. Check whether anything else is missing. The damaged file was kept as {file}</source>
        <translation>Le fichier qui contient vos brouillons, vos téléversements et votre journal était endommagé. Toutes les entrées intactes ont été conservées. Celles-ci ne peuvent plus être lues&#xa0;: {names}. Vérifiez s’il manque autre chose. Le fichier endommagé a été conservé sous {file}</translation>
    </message>
    <message>
        <source>The file “{file}” was changed or damaged in the backup.</source>
        <translation>Le fichier «&#xa0;{file}&#xa0;» a été modifié ou endommagé dans la sauvegarde.</translation>
    </message>
    <message>
        <source>The file “{name}” isn&apos;t copied.</source>
        <translation>Le fichier «&#xa0;{name}&#xa0;» n’est pas copié.</translation>
    </message>
    <message>
        <source>The first line is too long to be shown.</source>
        <translation>La première ligne est trop longue pour être affichée.</translation>
    </message>
    <message>
        <source>The first sync is not finished, so some records are missing here.</source>
        <translation>La première synchronisation n’est pas terminée&#xa0;: des fiches manquent encore ici.</translation>
    </message>
    <message>
        <source>The header can&apos;t be read, so its names can&apos;t be changed.</source>
        <translation>L’en-tête ne peut pas être lu&#xa0;; ses noms ne peuvent donc pas être changés.</translation>
    </message>
    <message>
        <source>The keyring couldn&apos;t be used. The API key can be remembered until you quit.</source>
        <translation>Le trousseau n’a pas pu être utilisé. La clé API peut être gardée en mémoire jusqu’à ce que vous quittiez.</translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it and try again, or have the API key remembered until you quit.</source>
        <translation>Le trousseau est verrouillé. Déverrouillez-le et réessayez, ou faites garder la clé API en mémoire jusqu’à ce que vous quittiez.</translation>
    </message>
    <message>
        <source>The licence says how the data may be used</source>
        <translation>La licence indique comment les données peuvent être utilisées</translation>
    </message>
    <message>
        <source>The link couldn&apos;t be checked.</source>
        <translation>Le lien n’a pas pu être vérifié.</translation>
    </message>
    <message>
        <source>The links on the path lead in a circle</source>
        <translation>Les liens du chemin tournent en rond</translation>
    </message>
    <message>
        <source>The name has characters that Windows doesn&apos;t allow</source>
        <translation>Le nom contient des caractères que Windows n’autorise pas</translation>
    </message>
    <message>
        <source>The name is too long</source>
        <translation>Le nom est trop long</translation>
    </message>
    <message>
        <source>The name of the file or of its folder isn&apos;t valid text. Rename it, then add it again.</source>
        <translation>Le nom du fichier ou de son dossier n’est pas un texte valide. Renommez-le, puis ajoutez-le de nouveau.</translation>
    </message>
    <message>
        <source>The only resource of a record can&apos;t be numbered again. Add it to a new record instead.</source>
        <translation>La seule ressource d’une fiche ne peut pas être renumérotée. Ajoutez-la plutôt à une nouvelle fiche.</translation>
    </message>
    <message>
        <source>The organizations that were chosen for sync don’t exist any more.</source>
        <translation>Les organisations choisies pour la synchronisation n’existent plus.</translation>
    </message>
    <message>
        <source>The other catalogue has no field “{field}”.</source>
        <translation>L’autre catalogue n’a pas de champ «&#xa0;{field}&#xa0;».</translation>
    </message>
    <message>
        <source>The other catalogue has no licence “{name}”.</source>
        <translation>L’autre catalogue n’a pas de licence «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>The other catalogue has no organization “{name}”.</source>
        <translation>L’autre catalogue n’a pas d’organisation «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>The other catalogue sets the field “{field}” itself.</source>
        <translation>L’autre catalogue définit lui-même le champ «&#xa0;{field}&#xa0;».</translation>
    </message>
    <message>
        <source>The page no longer exists.</source>
        <translation>La page n’existe plus.</translation>
    </message>
    <message>
        <source>The path is too long for Windows. Use a folder with a shorter one</source>
        <translation>Le chemin est trop long pour Windows. Utilisez un dossier dont le chemin est plus court</translation>
    </message>
    <message>
        <source>The pattern is longer than {n} characters.</source>
        <translation>Le motif dépasse {n} caractères.</translation>
    </message>
    <message>
        <source>The plan can&apos;t be used: “{record}”, {field}: {reason}.</source>
        <translation>Le plan ne peut pas être utilisé&#xa0;: «&#xa0;{record}&#xa0;», {field}&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>The plan has a number that is too large, in the record {id}.</source>
        <translation>Le plan contient un nombre trop grand, dans la fiche {id}.</translation>
    </message>
    <message>
        <source>The plan has the record {id} twice.</source>
        <translation>Le plan contient deux fois la fiche {id}.</translation>
    </message>
    <message>
        <source>The port in “{address}” isn&apos;t a number up to 65535.</source>
        <translation>Le port dans «&#xa0;{address}&#xa0;» n’est pas un nombre d’au plus 65535.</translation>
    </message>
    <message>
        <source>The program’s files are already closed.</source>
        <translation>Les fichiers du programme sont déjà fermés.</translation>
    </message>
    <message>
        <source>The program’s folder can’t be opened.</source>
        <translation>Impossible d’ouvrir le dossier du programme.</translation>
    </message>
    <message>
        <source>The program’s folder is not writable.</source>
        <translation>Le dossier du programme n’est pas accessible en écriture.</translation>
    </message>
    <message>
        <source>The proxy address that is set on this computer isn&apos;t valid. Check BCDC_PROXY, HTTPS_PROXY and HTTP_PROXY.</source>
        <translation>L’adresse du serveur mandataire définie sur cet ordinateur n’est pas valide. Vérifiez BCDC_PROXY, HTTPS_PROXY et HTTP_PROXY.</translation>
    </message>
    <message>
        <source>The proxy can&apos;t be reached, or it blocked the connection.</source>
        <translation>Le serveur mandataire est injoignable ou a bloqué la connexion.</translation>
    </message>
    <message>
        <source>The proxy requires you to sign in.</source>
        <translation>Le serveur mandataire exige une connexion.</translation>
    </message>
    <message>
        <source>The proxy {proxy} didn&apos;t accept the user name and password of this computer.</source>
        <translation>Le serveur mandataire {proxy} n’a pas accepté le nom d’utilisateur et le mot de passe de cet ordinateur.</translation>
    </message>
    <message>
        <source>The proxy {proxy} requires you to sign in ({ways}). Set BCDC_PROXY to http://NAME:PASSWORD@{proxy}, or ask your administrators for the address of a proxy that doesn&apos;t require it.</source>
        <translation>Le serveur mandataire {proxy} exige une authentification ({ways}). Réglez BCDC_PROXY à http://NOM:MOTDEPASSE@{proxy}, ou demandez à vos administrateurs l’adresse d’un serveur qui ne l’exige pas.</translation>
    </message>
    <message>
        <source>The record can&apos;t be made {state}.</source>
        <translation>La fiche ne peut pas devenir {state}.</translation>
    </message>
    <message>
        <source>The record has already been deleted.</source>
        <translation>La fiche a déjà été supprimée.</translation>
    </message>
    <message>
        <source>The record has already been restored.</source>
        <translation>La fiche a déjà été rétablie.</translation>
    </message>
    <message>
        <source>The record has been deleted.</source>
        <translation>La fiche a été supprimée.</translation>
    </message>
    <message>
        <source>The record is already in the state {state}.</source>
        <translation>La fiche est déjà dans l’état {state}.</translation>
    </message>
    <message>
        <source>The record is no longer in the catalogue.</source>
        <translation>La fiche n’est plus dans le catalogue.</translation>
    </message>
    <message>
        <source>The record lost it again and again after it was uploaded. Look at the record, then try again.</source>
        <translation>La fiche l’a perdu plusieurs fois après son téléversement. Consultez la fiche, puis réessayez.</translation>
    </message>
    <message>
        <source>The record was changed in the target since it was last copied. Nothing was sent.</source>
        <translation>La fiche a été modifiée dans le catalogue de destination depuis la dernière copie. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>The record was created, but its files weren&apos;t uploaded. They are in its draft. ({reason})</source>
        <translation>La fiche a été créée, mais ses fichiers n’ont pas été téléversés. Ils sont dans son brouillon. ({reason})</translation>
    </message>
    <message>
        <source>The record was created, but not all of it was copied. To continue, copy it again and update it.</source>
        <translation>La fiche a été créée, mais n’a pas été copiée en entier. Pour continuer, copiez-la de nouveau avec mise à jour.</translation>
    </message>
    <message>
        <source>The record was deleted. Restore it before you upload files to it.</source>
        <translation>La fiche a été supprimée. Rétablissez-la avant d’y téléverser des fichiers.</translation>
    </message>
    <message>
        <source>The resource “{name}” can&apos;t be restored: no copy of its file was kept.</source>
        <translation>La ressource «&#xa0;{name}&#xa0;» ne peut pas être rétablie&#xa0;: aucune copie de son fichier n’a été conservée.</translation>
    </message>
    <message>
        <source>The resource “{name}” has already been restored.</source>
        <translation>La ressource «&#xa0;{name}&#xa0;» a déjà été rétablie.</translation>
    </message>
    <message>
        <source>The resource “{name}” no longer exists.</source>
        <translation>La ressource «&#xa0;{name}&#xa0;» n’existe plus.</translation>
    </message>
    <message>
        <source>The resources must be a list of objects: [{…}, …].</source>
        <translation>Les ressources doivent être une liste d’objets&#xa0;: [{…}, …].</translation>
    </message>
    <message>
        <source>The security class is protected, but the public has access.</source>
        <translation>La classification de sécurité est protégée, mais le public a accès.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t exist.</source>
        <translation>Le serveur n’existe pas.</translation>
    </message>
    <message>
        <source>The server refused the request (status {status}).</source>
        <translation>Le serveur a refusé la demande (code {status}).</translation>
    </message>
    <message>
        <source>The server refuses automated requests (status {status}). Check the link in a browser.</source>
        <translation>Le serveur refuse les demandes automatisées (code {status}). Vérifiez le lien dans un navigateur.</translation>
    </message>
    <message>
        <source>The server reported an error (status {status}).</source>
        <translation>Le serveur a signalé une erreur (code {status}).</translation>
    </message>
    <message>
        <source>The server sent a web page instead of data. Check the address, or sign in to your network.</source>
        <translation>Le serveur a envoyé une page Web au lieu de données. Vérifiez l’adresse ou connectez-vous à votre réseau.</translation>
    </message>
    <message>
        <source>The server sent a web page instead of the file. It may ask for a sign-in of its own.</source>
        <translation>Le serveur a envoyé une page Web au lieu du fichier. Il demande peut-être une connexion qui lui est propre.</translation>
    </message>
    <message>
        <source>The server sent a web page instead of the file. You may have to sign in there, or the link leads to a page about the file.</source>
        <translation>Le serveur a envoyé une page Web au lieu du fichier. Il faut peut-être s’y connecter, ou le lien mène à une page sur le fichier.</translation>
    </message>
    <message>
        <source>The server sent another part of the file than it was asked for.</source>
        <translation>Le serveur a envoyé une autre partie du fichier que celle demandée.</translation>
    </message>
    <message>
        <source>The server sent more than the file&apos;s size. The download was stopped.</source>
        <translation>Le serveur a envoyé plus que la taille du fichier. Le téléchargement a été arrêté.</translation>
    </message>
    <message>
        <source>The server took too long to respond.</source>
        <translation>Le serveur a mis trop de temps à répondre.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate belongs to another host.</source>
        <translation>Le certificat du serveur appartient à un autre hôte.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate can&apos;t be verified.</source>
        <translation>Le certificat du serveur ne peut pas être vérifié.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has expired or isn&apos;t valid yet.</source>
        <translation>Le certificat du serveur a expiré ou n’est pas encore valide.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate isn&apos;t trusted by this computer.</source>
        <translation>Cet ordinateur ne fait pas confiance au certificat du serveur.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate was revoked.</source>
        <translation>Le certificat du serveur a été révoqué.</translation>
    </message>
    <message>
        <source>The short name can only contain lowercase letters, digits and hyphens.</source>
        <translation>Le nom court ne peut contenir que des lettres minuscules, des chiffres et des traits d’union.</translation>
    </message>
    <message>
        <source>The spreadsheet program has lost digits of this number, so it was ignored.</source>
        <translation>Le tableur a perdu des chiffres de ce nombre&#xa0;: la cellule a été ignorée.</translation>
    </message>
    <message>
        <source>The spreadsheet program has lost the time of this date, or its seconds, so it was ignored.</source>
        <translation>Le tableur a perdu l’heure de cette date, ou ses secondes&#xa0;; la cellule a été ignorée.</translation>
    </message>
    <message>
        <source>The spreadsheet program may have added a day to this date, so it was ignored. Enter it as text.</source>
        <translation>Le tableur a peut-être ajouté un jour à cette date&#xa0;; la cellule a été ignorée. Saisissez-la comme texte.</translation>
    </message>
    <message>
        <source>The spreadsheet program turned this date into a number, so it was ignored. Enter it like 2026-03-31.</source>
        <translation>Le tableur a transformé cette date en nombre&#xa0;; la cellule a été ignorée. Saisissez-la comme 2026-03-31.</translation>
    </message>
    <message>
        <source>The spreadsheet program turned this into a date, so it was ignored.</source>
        <translation>Le tableur en a fait une date&#xa0;: la cellule a été ignorée.</translation>
    </message>
    <message>
        <source>The spreadsheet program turned this into a number and may have lost digits. Enter it as text.</source>
        <translation>Le tableur en a fait un nombre et a peut-être perdu des chiffres. Saisissez-le comme texte.</translation>
    </message>
    <message>
        <source>The spreadsheet program wrote this date in another way, so it was ignored. Enter it like 2026-03-31.</source>
        <translation>Le tableur a écrit cette date autrement&#xa0;: la cellule a été ignorée. Saisissez-la comme 2026-03-31.</translation>
    </message>
    <message>
        <source>The spreadsheet program wrote this in another way, so it was ignored.</source>
        <translation>Le tableur a écrit ceci d’une autre façon&#xa0;; la cellule a été ignorée.</translation>
    </message>
    <message>
        <source>The table has column names, but no rows.</source>
        <translation>Le tableau a des noms de colonnes, mais aucune ligne.</translation>
    </message>
    <message>
        <source>The table is empty.</source>
        <translation>Le tableau est vide.</translation>
    </message>
    <message>
        <source>The target catalogue already has this record, and existing records aren’t updated.</source>
        <translation>Cette fiche est déjà dans le catalogue de destination, et les fiches existantes ne sont pas mises à jour.</translation>
    </message>
    <message>
        <source>The time window is empty.</source>
        <translation>La plage horaire est vide.</translation>
    </message>
    <message>
        <source>The upload may have completed. It stops unless it has, once the catalogue responds.</source>
        <translation>Le téléversement est peut-être terminé. Sinon, il s’arrêtera quand le catalogue répondra.</translation>
    </message>
    <message>
        <source>The workbook can&apos;t be read. It may be damaged or protected by a password.</source>
        <translation>Le classeur ne peut pas être lu. Il est peut-être endommagé ou protégé par un mot de passe.</translation>
    </message>
    <message>
        <source>The workbook is too large to be previewed. Download it to open it.</source>
        <translation>Le classeur est trop volumineux pour un aperçu. Téléchargez-le pour l’ouvrir.</translation>
    </message>
    <message>
        <source>There is a file with this name already</source>
        <translation>Il existe déjà un fichier de ce nom</translation>
    </message>
    <message>
        <source>There is at least one resource</source>
        <translation>Il y a au moins une ressource</translation>
    </message>
    <message>
        <source>There is no CKAN catalogue at this address.</source>
        <translation>Il n’y a pas de catalogue CKAN à cette adresse.</translation>
    </message>
    <message>
        <source>There is no field with this name.</source>
        <translation>Il n’y a pas de champ de ce nom.</translation>
    </message>
    <message>
        <source>There is no field “{path}”.</source>
        <translation>Il n’y a pas de champ «&#xa0;{path}&#xa0;».</translation>
    </message>
    <message>
        <source>There is no licence “{name}”.</source>
        <translation>Il n’y a pas de licence «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>There is no licence.</source>
        <translation>Il n’y a pas de licence.</translation>
    </message>
    <message>
        <source>There is no organization “{name}”.</source>
        <translation>Il n’y a pas d’organisation «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>There is no setting “{name}”. Settings are: {names}.</source>
        <translation>Il n’y a pas de paramètre «&#xa0;{name}&#xa0;». Les paramètres sont&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>There is no state “{state}”. States are: {states}</source>
        <translation>Il n’y a pas d’état «&#xa0;{state}&#xa0;». Les états sont&#xa0;: {states}</translation>
    </message>
    <message>
        <source>There is no subfield {name}. Subfields are: {names}.</source>
        <translation>Le sous-champ {name} n’existe pas. Les sous-champs sont&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>There is no such file or folder</source>
        <translation>Ce fichier ou ce dossier n’existe pas</translation>
    </message>
    <message>
        <source>There is no table at the beginning of this file.</source>
        <translation>Il n’y a pas de tableau au début de ce fichier.</translation>
    </message>
    <message>
        <source>There is no “{name}:” filter. Did you mean {meant}? To search for the text, quote it.</source>
        <translation>Il n’y a pas de filtre «&#xa0;{name}:&#xa0;». Vouliez-vous dire {meant}&#xa0;? Pour chercher le texte, mettez-le entre guillemets.</translation>
    </message>
    <message>
        <source>There is no “{name}:” filter. Use one of {known}. To search for the text, quote it.</source>
        <translation>Il n’y a pas de filtre «&#xa0;{name}:&#xa0;». Utilisez l’un de ceux-ci&#xa0;: {known}. Pour chercher le texte, mettez-le entre guillemets.</translation>
    </message>
    <message>
        <source>There is nothing to change.</source>
        <translation>Il n’y a rien à modifier.</translation>
    </message>
    <message>
        <source>There is nothing to download, view or read.</source>
        <translation>Il n’y a rien à télécharger, à consulter ou à lire.</translation>
    </message>
    <message>
        <source>There is nothing to undo: nothing of this bulk change was saved.</source>
        <translation>Il n’y a rien à annuler&#xa0;: rien de cette modification groupée n’a été enregistré.</translation>
    </message>
    <message>
        <source>There is nothing to undo: the catalogue rejected this change.</source>
        <translation>Il n’y a rien à annuler&#xa0;: le catalogue a refusé cette modification.</translation>
    </message>
    <message>
        <source>There is nothing to undo: the record already has the earlier values.</source>
        <translation>Il n’y a rien à annuler&#xa0;: la fiche a déjà les valeurs antérieures.</translation>
    </message>
    <message>
        <source>There is nothing to undo: this bulk change saved nothing in these records and fields.</source>
        <translation>Il n’y a rien à annuler&#xa0;: cette modification groupée n’a rien enregistré dans ces fiches et ces champs.</translation>
    </message>
    <message>
        <source>There is text above the first heading.</source>
        <translation>Il y a du texte au-dessus du premier titre.</translation>
    </message>
    <message>
        <source>There isn&apos;t enough free space on the disk</source>
        <translation>L’espace libre sur le disque est insuffisant</translation>
    </message>
    <message>
        <source>This address has no host name.</source>
        <translation>Cette adresse n’a pas de nom d’hôte.</translation>
    </message>
    <message>
        <source>This catalogue doesn&apos;t support that action.</source>
        <translation>Ce catalogue n’offre pas cette action.</translation>
    </message>
    <message>
        <source>This catalogue has no publish states. Records are public or private.</source>
        <translation>Ce catalogue n’a pas d’états de publication. Les fiches sont publiques ou privées.</translation>
    </message>
    <message>
        <source>This catalogue is read-only: it needs CKAN 2.9 or later before changes can be saved safely.</source>
        <translation>Ce catalogue est en lecture seule&#xa0;: il faut CKAN 2.9 ou une version plus récente pour enregistrer des modifications en toute sécurité.</translation>
    </message>
    <message>
        <source>This cell has a formula. Replace it by its value.</source>
        <translation>Cette cellule contient une formule. Remplacez-la par sa valeur.</translation>
    </message>
    <message>
        <source>This cell shows an error.</source>
        <translation>Cette cellule affiche une erreur.</translation>
    </message>
    <message>
        <source>This cell was merged with others. Unmerge it.</source>
        <translation>Cette cellule a été fusionnée avec d’autres. Annulez la fusion.</translation>
    </message>
    <message>
        <source>This computer has no keyring. The API key can be remembered until you quit.</source>
        <translation>Cet ordinateur n’a pas de trousseau. La clé API peut être gardée en mémoire jusqu’à ce que vous quittiez.</translation>
    </message>
    <message>
        <source>This computer is out of memory or threads at the moment. Close some programs, then try again.</source>
        <translation>Cet ordinateur manque de mémoire ou de fils d’exécution pour le moment. Fermez des programmes, puis réessayez.</translation>
    </message>
    <message>
        <source>This deletes the whole record. Administrators can restore it.</source>
        <translation>Ceci supprime toute la fiche. Les administrateurs peuvent la rétablir.</translation>
    </message>
    <message>
        <source>This doesn&apos;t contain a JSON object: { … }.</source>
        <translation>Ceci ne contient pas d’objet JSON&#xa0;: { … }.</translation>
    </message>
    <message>
        <source>This field has no text in the language “{code}”.</source>
        <translation>Ce champ n’a pas de texte dans la langue «&#xa0;{code}&#xa0;».</translation>
    </message>
    <message>
        <source>This field is required</source>
        <translation>Ce champ est obligatoire</translation>
    </message>
    <message>
        <source>This file is not UTF-8. Convert it to UTF-8 before fixing anything else.</source>
        <translation>Ce fichier n’est pas en UTF-8. Convertissez-le en UTF-8 avant toute autre correction.</translation>
    </message>
    <message>
        <source>This file was exported from another catalogue ({other}).</source>
        <translation>Ce fichier a été exporté d’un autre catalogue ({other}).</translation>
    </message>
    <message>
        <source>This file was written by a newer version of the program.</source>
        <translation>Ce fichier a été écrit par une version plus récente du programme.</translation>
    </message>
    <message>
        <source>This folder has other files in it. Choose an empty or a new folder.</source>
        <translation>Ce dossier contient d’autres fichiers. Choisissez un dossier vide ou nouveau.</translation>
    </message>
    <message>
        <source>This folder has the backup of another catalogue. Choose another folder.</source>
        <translation>Ce dossier contient la sauvegarde d’un autre catalogue. Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>This has already been undone, by entry {entry}.</source>
        <translation>Ceci a déjà été annulé, par l’entrée {entry}.</translation>
    </message>
    <message>
        <source>This is a folder, not a file</source>
        <translation>C’est un dossier, pas un fichier</translation>
    </message>
    <message>
        <source>This is a revision of another record.</source>
        <translation>Il s’agit d’une révision d’une autre fiche.</translation>
    </message>
    <message>
        <source>This is a web page. Open it in a browser.</source>
        <translation>C’est une page Web. Ouvrez-la dans un navigateur.</translation>
    </message>
    <message>
        <source>This isn&apos;t a proxy address. Enter one such as http://proxy.example.com:8080, or “direct” for no proxy.</source>
        <translation>Ce n’est pas l’adresse d’un serveur mandataire. Entrez-en une comme http://proxy.example.com:8080, ou «&#xa0;direct&#xa0;» pour n’en utiliser aucun.</translation>
    </message>
    <message>
        <source>This isn&apos;t a response of a CKAN catalogue: “{answer}”.</source>
        <translation>Ce n’est pas une réponse d’un catalogue CKAN&#xa0;: «&#xa0;{answer}&#xa0;».</translation>
    </message>
    <message>
        <source>This isn&apos;t a valid address.</source>
        <translation>Cette adresse n’est pas valide.</translation>
    </message>
    <message>
        <source>This isn&apos;t valid JSON: {error}</source>
        <translation>Ce n’est pas du JSON valide&#xa0;: {error}</translation>
    </message>
    <message>
        <source>This isn&apos;t valid JSON: {error}.</source>
        <translation>Ce n’est pas du JSON valide&#xa0;: {error}.</translation>
    </message>
    <message>
        <source>This name is used by a deleted record.</source>
        <translation>Ce nom est utilisé par une fiche supprimée.</translation>
    </message>
    <message>
        <source>This name is used by a record that you don&apos;t have access to.</source>
        <translation>Ce nom est utilisé par une fiche à laquelle vous n’avez pas accès.</translation>
    </message>
    <message>
        <source>This name is used by the record “{title}”.</source>
        <translation>Ce nom est utilisé par la fiche «&#xa0;{title}&#xa0;».</translation>
    </message>
    <message>
        <source>This number can be read in two ways. Enter it without a point between thousands.</source>
        <translation>Ce nombre peut se lire de deux façons. Saisissez-le sans point entre les milliers.</translation>
    </message>
    <message>
        <source>This plan was made by the user “{other}”, and the catalogue doesn&apos;t recognize your API key. Nothing was sent. Sign in again.</source>
        <translation>Ce plan a été préparé par l’utilisateur «&#xa0;{other}&#xa0;», et le catalogue ne reconnaît pas votre clé d’API. Rien n’a été envoyé. Connectez-vous de nouveau.</translation>
    </message>
    <message>
        <source>This plan was made by the user “{other}”, and you are signed in as “{user}”. Nothing was sent. To make the same changes as “{user}”, create a new plan from this file.</source>
        <translation>Ce plan a été créé par l’utilisateur «&#xa0;{other}&#xa0;», et vous êtes connecté en tant que «&#xa0;{user}&#xa0;». Rien n’a été envoyé. Pour faire les mêmes modifications en tant que «&#xa0;{user}&#xa0;», créez un nouveau plan à partir de ce fichier.</translation>
    </message>
    <message>
        <source>This plan was made for another catalogue ({other}). Nothing was sent to {here}.</source>
        <translation>Ce plan a été créé pour un autre catalogue ({other}). Rien n’a été envoyé à {here}.</translation>
    </message>
    <message>
        <source>This record has a draft. Save or discard it, then restore the revision.</source>
        <translation>Cette fiche a un brouillon. Enregistrez-le ou supprimez-le, puis restaurez la révision.</translation>
    </message>
    <message>
        <source>This record is deleted. Restore it before you change it.</source>
        <translation>Cette fiche est supprimée. Restaurez-la avant de la modifier.</translation>
    </message>
    <message>
        <source>This record was saved by someone else after it was changed. Their values stay.</source>
        <translation>Cette fiche a été enregistrée par quelqu’un d’autre après sa modification. Ses valeurs restent.</translation>
    </message>
    <message>
        <source>This record was saved by {name} after it was changed. Their values stay.</source>
        <translation>Cette fiche a été enregistrée par {name} après sa modification. Ses valeurs restent.</translation>
    </message>
    <message>
        <source>This record will belong to no organization. Anyone with an account will be able to change it, or, if the catalogue limits that, editors of any organization.</source>
        <translation>Cette fiche n’appartiendra à aucune organisation. Toute personne qui a un compte pourra la modifier ou, si le catalogue limite cela, les éditeurs de toute organisation.</translation>
    </message>
    <message>
        <source>This row has more cells than there are columns, so it was ignored.</source>
        <translation>Cette ligne a plus de cellules qu’il n’y a de colonnes&#xa0;; elle a été ignorée.</translation>
    </message>
    <message>
        <source>This text is too long for a cell. Edit it in the program.</source>
        <translation>Ce texte est trop long pour une cellule. Modifiez-le dans le programme.</translation>
    </message>
    <message>
        <source>This type of file can&apos;t be previewed ({content}). Download it to open it.</source>
        <translation>Ce type de fichier n’a pas d’aperçu ({content}). Téléchargez-le pour l’ouvrir.</translation>
    </message>
    <message>
        <source>This type of file can&apos;t be previewed. Download it to open it.</source>
        <translation>Ce type de fichier n’a pas d’aperçu. Téléchargez-le pour l’ouvrir.</translation>
    </message>
    <message>
        <source>This worksheet has no rows.</source>
        <translation>Cette feuille n’a aucune ligne.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Too many files are open at the moment</source>
        <translation>Trop de fichiers sont ouverts pour le moment</translation>
    </message>
    <message>
        <source>Too many files are open at the moment. Close some programs, then try again.</source>
        <translation>Trop de fichiers sont ouverts pour le moment. Fermez des programmes, puis réessayez.</translation>
    </message>
    <message>
        <source>Too many redirects.</source>
        <translation>Trop de redirections.</translation>
    </message>
    <message>
        <source>Two files would replace the same resource.</source>
        <translation>Deux fichiers remplaceraient la même ressource.</translation>
    </message>
    <message>
        <source>Type of the catalogue&apos;s records</source>
        <translation>Type des fiches du catalogue</translation>
    </message>
    <message>
        <source>Undo bulk change {bulk}</source>
        <translation>Annuler la modification groupée {bulk}</translation>
    </message>
    <message>
        <source>Undo: {reason}</source>
        <translation>Annulation&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Unpack this file first: what is packed can&apos;t be fixed.</source>
        <translation>Décompressez d’abord ce fichier&#xa0;: un fichier compressé ne peut pas être corrigé.</translation>
    </message>
    <message>
        <source>Up to 3 months overdue</source>
        <translation>En retard de 3 mois au plus</translation>
    </message>
    <message>
        <source>Up to a year overdue</source>
        <translation>En retard d’un an au plus</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>À jour</translation>
    </message>
    <message>
        <source>Up to this size, files are uploaded as one all-or-nothing batch</source>
        <translation>Jusqu’à cette taille, les fichiers sont téléversés en un seul lot, en tout ou rien</translation>
    </message>
    <message>
        <source>Uploads are verified again after this time if the catalogue doesn&apos;t lock writes</source>
        <translation>Les téléversements sont vérifiés de nouveau après ce délai si le catalogue ne verrouille pas les écritures</translation>
    </message>
    <message>
        <source>Use 2 to 100 lowercase letters, digits, - or _</source>
        <translation>Utilisez de 2 à 100 lettres minuscules, chiffres, - ou _</translation>
    </message>
    <message>
        <source>Use lowercase letters only</source>
        <translation>Utilisez seulement des lettres minuscules</translation>
    </message>
    <message>
        <source>Use {low} to {high} characters (currently {count})</source>
        <translation>Utilisez de {low} à {high} caractères (actuellement {count})</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Verified later.</source>
        <translation>Vérifié plus tard.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Views: {names}</source>
        <translation>Vues&#xa0;: {names}</translation>
    </message>
    <message>
        <source>Visibility</source>
        <translation>Visibilité</translation>
    </message>
    <message>
        <source>Write CRLF at the end of each row: this file has {ends}.</source>
        <translation>Mettez CRLF à la fin de chaque ligne&#xa0;: ce fichier utilise {ends}.</translation>
    </message>
    <message>
        <source>Write a hyphen as the minus sign of this number, so that programs can read it.</source>
        <translation>Écrivez un trait d’union comme signe moins de ce nombre, pour que les programmes puissent le lire.</translation>
    </message>
    <message>
        <source>Write a value instead of this formula: a spreadsheet would run it when the file is opened.</source>
        <translation>Écrivez une valeur au lieu de cette formule&#xa0;: un tableur l’exécuterait à l’ouverture du fichier.</translation>
    </message>
    <message>
        <source>Write all digits of this number: a spreadsheet has shortened it.</source>
        <translation>Écrivez tous les chiffres de ce nombre&#xa0;: un tableur l’a abrégé.</translation>
    </message>
    <message>
        <source>Write all digits of this number: a spreadsheet keeps 15, and has probably put zeros behind them.</source>
        <translation>Écrivez tous les chiffres de ce nombre&#xa0;: un tableur en garde 15 et a probablement mis des zéros à la suite.</translation>
    </message>
    <message>
        <source>Write all values of this column alike: {notation}.</source>
        <translation>Écrivez toutes les valeurs de cette colonne de la même façon&#xa0;: {notation}.</translation>
    </message>
    <message>
        <source>Write straight quotes (&apos; or &quot;) instead of “smart quotes”.</source>
        <translation>Écrivez des guillemets droits (&apos; ou &quot;) au lieu de «&#xa0;guillemets typographiques&#xa0;».</translation>
    </message>
    <message>
        <source>Write the values of this column as {notation}.</source>
        <translation>Écrivez les valeurs de cette colonne sous la forme {notation}.</translation>
    </message>
    <message>
        <source>Write this date as YYYY-MM-DD: the number is how a spreadsheet counts days.</source>
        <translation>Écrivez cette date sous la forme AAAA-MM-JJ&#xa0;: ce nombre est la façon dont un tableur compte les jours.</translation>
    </message>
    <message>
        <source>Write this text again: characters were lost when the file was saved with the wrong encoding.</source>
        <translation>Écrivez ce texte de nouveau&#xa0;: des caractères ont été perdus quand le fichier a été enregistré avec le mauvais codage.</translation>
    </message>
    <message>
        <source>Write this value again: a spreadsheet has probably turned a code into a date.</source>
        <translation>Écrivez de nouveau cette valeur&#xa0;: un tableur a probablement transformé un code en date.</translation>
    </message>
    <message>
        <source>Write {notation}, so that programs take the values of this column as numbers.</source>
        <translation>Écrivez {notation}, pour que les programmes traitent les valeurs de cette colonne comme des nombres.</translation>
    </message>
    <message>
        <source>Write “{name}” with letters, digits and underscores only, for example {example}.</source>
        <translation>Écrivez «&#xa0;{name}&#xa0;» avec seulement des lettres, des chiffres et des traits de soulignement, par exemple {example}.</translation>
    </message>
    <message>
        <source>Write “{name}” without spaces, for example {example}.</source>
        <translation>Écrivez «&#xa0;{name}&#xa0;» sans espaces, par exemple {example}.</translation>
    </message>
    <message>
        <source>Write “{value}” with {n} digits: a spreadsheet has probably removed zeros at the front.</source>
        <translation>Écrivez «&#xa0;{value}&#xa0;» avec {n} chiffres&#xa0;: un tableur a probablement retiré des zéros au début.</translation>
    </message>
    <message>
        <source>XML document</source>
        <translation>document XML</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>You are not signed in. Sign in again; what you downloaded is still here.</source>
        <translation>Vous n’êtes pas connecté. Reconnectez-vous&#xa0;; ce que vous avez téléchargé est toujours ici.</translation>
    </message>
    <message>
        <source>You are not signed in. Sign in to continue.</source>
        <translation>Vous n’êtes pas connecté. Connectez-vous pour continuer.</translation>
    </message>
    <message>
        <source>You aren&apos;t signed in to {catalogue}. Open it and sign in, then try again.</source>
        <translation>Vous n’êtes pas connecté à {catalogue}. Ouvrez-le et connectez-vous, puis réessayez.</translation>
    </message>
    <message>
        <source>You can&apos;t edit the records of {organization}.</source>
        <translation>Vous ne pouvez pas modifier les fiches de {organization}.</translation>
    </message>
    <message>
        <source>You don&apos;t have permission</source>
        <translation>Vous n’en avez pas l’autorisation</translation>
    </message>
    <message>
        <source>You don&apos;t have permission to download this file.</source>
        <translation>Vous n’avez pas la permission de télécharger ce fichier.</translation>
    </message>
    <message>
        <source>You don&apos;t have permission to write to {file} or its folder.</source>
        <translation>Vous n’avez pas la permission d’écrire dans {file} ou dans son dossier.</translation>
    </message>
    <message>
        <source>You have no role in any organization, so there are no records of yours to sync.</source>
        <translation>Vous n’avez de rôle dans aucune organisation&#xa0;: aucune de vos fiches n’est à synchroniser.</translation>
    </message>
    <message>
        <source>You may not create records in {organization}</source>
        <translation>Vous ne pouvez pas créer de fiches dans {organization}</translation>
    </message>
    <message>
        <source>Your API key would be sent unencrypted. Use https://{host} instead.</source>
        <translation>Votre clé API serait envoyée sans chiffrement. Utilisez plutôt https://{host}.</translation>
    </message>
    <message>
        <source>Your administrator doesn&apos;t allow adding catalogues.</source>
        <translation>Votre administrateur ne permet pas d’ajouter des catalogues.</translation>
    </message>
    <message>
        <source>ZIP archive</source>
        <translation>archive ZIP</translation>
    </message>
    <message>
        <source>a draft of fields that someone else changed too</source>
        <translation>un brouillon de champs que quelqu’un d’autre a aussi modifiés</translation>
    </message>
    <message>
        <source>a file stored in the catalogue</source>
        <translation>un fichier conservé dans le catalogue</translation>
    </message>
    <message>
        <source>a file that could not be uploaded</source>
        <translation>un fichier qui n’a pas pu être téléversé</translation>
    </message>
    <message>
        <source>a group of values</source>
        <translation>un groupe de valeurs</translation>
    </message>
    <message>
        <source>a link that doesn’t work</source>
        <translation>un lien qui ne fonctionne pas</translation>
    </message>
    <message>
        <source>a link to another website</source>
        <translation>un lien vers un autre site Web</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>une liste</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un nombre</translation>
    </message>
    <message>
        <source>a record without a name</source>
        <translation>une fiche sans nom</translation>
    </message>
    <message>
        <source>a value of this kind can&apos;t be in this field</source>
        <translation>ce champ n’accepte pas une valeur de ce genre</translation>
    </message>
    <message>
        <source>after a date</source>
        <translation>après une date</translation>
    </message>
    <message>
        <source>an organization and its branches</source>
        <translation>une organisation et ses directions</translation>
    </message>
    <message>
        <source>an update cycle</source>
        <translation>un cycle de mise à jour</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>et {count} de plus</translation>
    </message>
    <message>
        <source>another address</source>
        <translation>une autre adresse</translation>
    </message>
    <message>
        <source>another page</source>
        <translation>une autre page</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>archive</translation>
    </message>
    <message>
        <source>before a date</source>
        <translation>avant une date</translation>
    </message>
    <message>
        <source>binary file</source>
        <translation>fichier binaire</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>annulé</translation>
    </message>
    <message>
        <source>database</source>
        <translation>base de données</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>format of a resource</source>
        <translation>format d’une ressource</translation>
    </message>
    <message>
        <source>from one month to another</source>
        <translation>d’un mois à un autre</translation>
    </message>
    <message>
        <source>from organizations where you have a role</source>
        <translation>des organisations où vous avez un rôle</translation>
    </message>
    <message>
        <source>got {found} bytes instead of {size}. A cache may still have an older file.</source>
        <translation>{found} octets reçus au lieu de {size}. Un cache contient peut-être encore un fichier plus ancien.</translation>
    </message>
    <message>
        <source>got {type}.</source>
        <translation>reçu&#xa0;: {type}.</translation>
    </message>
    <message>
        <source>gzip archive</source>
        <translation>archive gzip</translation>
    </message>
    <message>
        <source>in the last 30 days</source>
        <translation>dans les 30 derniers jours</translation>
    </message>
    <message>
        <source>in the last 7 days</source>
        <translation>dans les 7 derniers jours</translation>
    </message>
    <message>
        <source>incomplete, overdue, or with a broken link</source>
        <translation>incomplète, en retard ou avec un lien rompu</translation>
    </message>
    <message>
        <source>it can&apos;t be stored</source>
        <translation>elle ne peut pas être enregistrée</translation>
    </message>
    <message>
        <source>it has a number that is too large</source>
        <translation>elle contient un nombre trop grand</translation>
    </message>
    <message>
        <source>it has a number that isn&apos;t finite</source>
        <translation>elle contient un nombre qui n’est pas fini</translation>
    </message>
    <message>
        <source>it has more than {n} levels</source>
        <translation>elle comporte plus de {n} niveaux</translation>
    </message>
    <message>
        <source>it has no ID, so it was ignored</source>
        <translation>elle n’a pas d’ID et a été ignorée</translation>
    </message>
    <message>
        <source>it has text that isn&apos;t valid Unicode</source>
        <translation>elle contient du texte qui n’est pas de l’Unicode valide</translation>
    </message>
    <message>
        <source>it is a pipe or a device, not a file on the disk</source>
        <translation>c’est un tube ou un périphérique, pas un fichier sur le disque</translation>
    </message>
    <message>
        <source>it is the same as row {first}, so it was ignored</source>
        <translation>elle est identique à la ligne {first} et a été ignorée</translation>
    </message>
    <message>
        <source>it is there twice</source>
        <translation>il y figure deux fois</translation>
    </message>
    <message>
        <source>its ID isn&apos;t of this file, so it was ignored</source>
        <translation>son ID n’est pas de ce fichier&#xa0;; elle a été ignorée</translation>
    </message>
    <message>
        <source>its record has changed since the export, or it has lost its own ID, so it was ignored; export it again</source>
        <translation>sa fiche a changé depuis l’exportation, ou elle a perdu son propre ID&#xa0;; elle a été ignorée&#xa0;; exportez de nouveau</translation>
    </message>
    <message>
        <source>its record isn&apos;t on this computer, so it was ignored</source>
        <translation>sa fiche n’est pas sur cet ordinateur&#xa0;; elle a été ignorée</translation>
    </message>
    <message>
        <source>keyword</source>
        <translation>mot-clé</translation>
    </message>
    <message>
        <source>licence, by ID or title</source>
        <translation>licence, par identifiant ou titre</translation>
    </message>
    <message>
        <source>marked with a star on this computer</source>
        <translation>marquée d’une étoile sur cet ordinateur</translation>
    </message>
    <message>
        <source>name of a column in a table</source>
        <translation>nom d’une colonne d’un tableau</translation>
    </message>
    <message>
        <source>no organization</source>
        <translation>aucune organisation</translation>
    </message>
    <message>
        <source>no update cycle</source>
        <translation>aucun cycle de mise à jour</translation>
    </message>
    <message>
        <source>not updated on schedule</source>
        <translation>non mise à jour à temps</translation>
    </message>
    <message>
        <source>opened on this computer</source>
        <translation>ouverte sur cet ordinateur</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>image</translation>
    </message>
    <message>
        <source>production, test or other; decides the colour in the window</source>
        <translation>production, test ou other&#xa0;; détermine la couleur dans la fenêtre</translation>
    </message>
    <message>
        <source>publish state; without one: public, private or draft</source>
        <translation>état de publication&#xa0;; à défaut&#xa0;: public, private ou draft (brouillon)</translation>
    </message>
    <message>
        <source>shapefile</source>
        <translation>fichier de formes</translation>
    </message>
    <message>
        <source>someone else has already changed the record</source>
        <translation>une autre personne a déjà modifié la fiche</translation>
    </message>
    <message>
        <source>text</source>
        <translation>du texte</translation>
    </message>
    <message>
        <source>the file was changed on its way by a proxy or a cache.</source>
        <translation>le fichier a été modifié en route par un serveur mandataire ou un cache.</translation>
    </message>
    <message>
        <source>the record has no such resource</source>
        <translation>la fiche n’a pas cette ressource</translation>
    </message>
    <message>
        <source>the response</source>
        <translation>la réponse</translation>
    </message>
    <message>
        <source>there is no field of this name</source>
        <translation>aucun champ ne porte ce nom</translation>
    </message>
    <message>
        <source>this field is set by the catalogue</source>
        <translation>ce champ est rempli par le catalogue</translation>
    </message>
    <message>
        <source>today (UTC)</source>
        <translation>aujourd’hui (UTC)</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>vrai ou faux</translation>
    </message>
    <message>
        <source>type of a resource: document, geographic, …</source>
        <translation>type d’une ressource&#xa0;: document, geographic, …</translation>
    </message>
    <message>
        <source>under an open licence</source>
        <translation>sous licence ouverte</translation>
    </message>
    <message>
        <source>unsaved changes on this computer</source>
        <translation>modifications non enregistrées sur cet ordinateur</translation>
    </message>
    <message>
        <source>visible only to its organization</source>
        <translation>visible seulement par son organisation</translation>
    </message>
    <message>
        <source>visible to everyone</source>
        <translation>visible par tous</translation>
    </message>
    <message>
        <source>waiting for your approval</source>
        <translation>en attente de votre approbation</translation>
    </message>
    <message>
        <source>what a record has</source>
        <translation>ce qu’une fiche contient</translation>
    </message>
    <message>
        <source>what a record is</source>
        <translation>ce qu’une fiche est</translation>
    </message>
    <message>
        <source>what a record is missing</source>
        <translation>ce qui manque à une fiche</translation>
    </message>
    <message>
        <source>when the data should be updated next</source>
        <translation>date de la prochaine mise à jour prévue des données</translation>
    </message>
    <message>
        <source>when the record was created</source>
        <translation>date de création de la fiche</translation>
    </message>
    <message>
        <source>when the record was last changed</source>
        <translation>date de la dernière modification de la fiche</translation>
    </message>
    <message>
        <source>words in the description only</source>
        <translation>mots dans la description seulement</translation>
    </message>
    <message>
        <source>words in the title only</source>
        <translation>mots dans le titre seulement</translation>
    </message>
    <message>
        <source>{count} fields need to be fixed.</source>
        <translation>{count} champs sont à corriger.</translation>
    </message>
    <message>
        <source>{count} links are broken.</source>
        <translation>{count} liens sont rompus.</translation>
    </message>
    <message>
        <source>{field} (deleted together with its resource)</source>
        <translation>{field} (supprimé avec sa ressource)</translation>
    </message>
    <message>
        <source>{field} is missing</source>
        <translation>{field} manque</translation>
    </message>
    <message>
        <source>{field} is {kind}</source>
        <translation>{field}&#xa0;: {kind}</translation>
    </message>
    <message>
        <source>{field} isn&apos;t valid</source>
        <translation>{field} n’est pas valide</translation>
    </message>
    <message>
        <source>{field} of “{resource}”</source>
        <translation>{field} de «&#xa0;{resource}&#xa0;»</translation>
    </message>
    <message>
        <source>{field}: needs a value: {examples}.</source>
        <translation>{field}: demande une valeur&#xa0;: {examples}.</translation>
    </message>
    <message>
        <source>{files} can&apos;t be read at the moment: the drive or network share isn&apos;t available.</source>
        <translation>{files} ne peut pas être lu pour le moment&#xa0;: le lecteur ou le partage réseau n’est pas disponible.</translation>
    </message>
    <message>
        <source>{file} can&apos;t be reached: its drive or network share isn&apos;t available.</source>
        <translation>{file} est inaccessible&#xa0;: son lecteur ou son partage réseau n’est pas disponible.</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read as CSV: {error}</source>
        <translation>{file} ne peut pas être lu comme CSV&#xa0;: {error}</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read as an Excel workbook: {error}</source>
        <translation>{file} ne peut pas être lu comme classeur Excel&#xa0;: {error}</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read: another program may be using it.</source>
        <translation>{file} ne peut pas être lu&#xa0;: un autre programme l’utilise peut-être.</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}</source>
        <translation>Impossible de lire {file}&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>{file} can’t be opened. Check that it is a file, and your permissions.</source>
        <translation>Impossible d’ouvrir {file}. Vérifiez qu’il s’agit d’un fichier, et vos permissions.</translation>
    </message>
    <message>
        <source>{file} grew while it was being uploaded.</source>
        <translation>{file} a grossi pendant le téléversement.</translation>
    </message>
    <message>
        <source>{file} has changed since it was checked.</source>
        <translation>{file} a changé depuis sa vérification.</translation>
    </message>
    <message>
        <source>{file} has changed since you added it.</source>
        <translation>{file} a changé depuis que vous l’avez ajouté.</translation>
    </message>
    <message>
        <source>{file} has no columns “id” and “fingerprint”. Export it for editing again.</source>
        <translation>{file} n’a pas les colonnes «&#xa0;id&#xa0;» et «&#xa0;fingerprint&#xa0;». Exportez-le de nouveau pour modification.</translation>
    </message>
    <message>
        <source>{file} is an OpenDocument spreadsheet. Save it as .xlsx (Excel 2007-365).</source>
        <translation>{file} est un classeur OpenDocument. Enregistrez-le au format .xlsx (Excel 2007-365).</translation>
    </message>
    <message>
        <source>{file} is damaged. Create the backup again.</source>
        <translation>{file} est endommagé. Refaites la sauvegarde.</translation>
    </message>
    <message>
        <source>{file} is protected by a password, or has an old format. Save it as .xlsx without a password.</source>
        <translation>{file} est protégé par un mot de passe ou a un ancien format. Enregistrez-le en .xlsx sans mot de passe.</translation>
    </message>
    <message>
        <source>{file} is stored online only, and can&apos;t be downloaded at the moment. Connect to the network, or set the file in its folder to be kept on this device.</source>
        <translation>{file} n’est enregistré qu’en ligne et ne peut pas être téléchargé en ce moment. Connectez-vous au réseau, ou choisissez dans son dossier de conserver le fichier sur cet appareil.</translation>
    </message>
    <message>
        <source>{file} is too large to be a plan.</source>
        <translation>{file} est trop volumineux pour être un plan.</translation>
    </message>
    <message>
        <source>{file} is too large.</source>
        <translation>{file} est trop volumineux.</translation>
    </message>
    <message>
        <source>{file} isn&apos;t UTF-8, so letters may have been lost. Save it as “CSV UTF-8”.</source>
        <translation>{file} n’est pas en UTF-8&#xa0;; des lettres ont pu être perdues. Enregistrez-le en «&#xa0;CSV UTF-8&#xa0;».</translation>
    </message>
    <message>
        <source>{file} isn&apos;t a CSV file.</source>
        <translation>{file} n’est pas un fichier CSV.</translation>
    </message>
    <message>
        <source>{file} isn&apos;t a backup.</source>
        <translation>{file} n’est pas une sauvegarde.</translation>
    </message>
    <message>
        <source>{file} isn&apos;t a plan of a bulk change: {error}</source>
        <translation>{file} n’est pas un plan de modification groupée&#xa0;: {error}</translation>
    </message>
    <message>
        <source>{file} isn&apos;t an Excel workbook (.xlsx).</source>
        <translation>{file} n’est pas un classeur Excel (.xlsx).</translation>
    </message>
    <message>
        <source>{file} no longer exists.</source>
        <translation>{file} n’existe plus.</translation>
    </message>
    <message>
        <source>{file} was moved or deleted.</source>
        <translation>{file} a été déplacé ou supprimé.</translation>
    </message>
    <message>
        <source>{file} was resumed in the meantime; see Uploads.</source>
        <translation>{file} a repris entre-temps&#xa0;; voyez Téléversements.</translation>
    </message>
    <message>
        <source>{file} was truncated while it was being uploaded.</source>
        <translation>{file} a été tronqué pendant le téléversement.</translation>
    </message>
    <message>
        <source>{file} was written by another version of the program.</source>
        <translation>{file} a été écrit par une autre version du programme.</translation>
    </message>
    <message>
        <source>{file} wasn&apos;t written by “Export for editing”, or its hidden worksheets were lost. Export it again.</source>
        <translation>{file} n’a pas été écrit par «&#xa0;Exporter pour modification&#xa0;», ou ses feuilles masquées ont été perdues. Exportez-le de nouveau.</translation>
    </message>
    <message>
        <source>{file}, uploaded {time} UTC</source>
        <translation>{file}, téléversé {time} UTC</translation>
    </message>
    <message>
        <source>{file}: the resource to replace is no longer in this record.</source>
        <translation>{file}&#xa0;: la ressource à remplacer n’est plus dans cette fiche.</translation>
    </message>
    <message>
        <source>{label}: {value}</source>
        <translation>{label}&#xa0;: {value}</translation>
    </message>
    <message>
        <source>{name} has changed since you confirmed it. Confirm it again.</source>
        <translation>{name} a changé depuis votre confirmation. Confirmez de nouveau.</translation>
    </message>
    <message>
        <source>{name} was moved or deleted. Put it back or choose it again.</source>
        <translation>{name} a été déplacé ou supprimé. Remettez-le en place ou choisissez-le de nouveau.</translation>
    </message>
    <message>
        <source>{n} more cells were not used for such reasons.</source>
        <translation>{n} autres cellules n’ont pas été prises en compte pour de telles raisons.</translation>
    </message>
    <message>
        <source>{n} records could not be read: {records}.</source>
        <translation>{n} fiches n’ont pas pu être lues&#xa0;: {records}.</translation>
    </message>
    <message>
        <source>{n} records could not be read: {records}; and {more} more.</source>
        <translation>{n} fiches n’ont pas pu être lues&#xa0;: {records}&#xa0;; et {more} autres.</translation>
    </message>
    <message>
        <source>{n} records were skipped because their text isn&apos;t on this computer. Sync first.</source>
        <translation>{n} fiches ont été ignorées parce que leur texte n’est pas sur cet ordinateur. Synchronisez d’abord.</translation>
    </message>
    <message>
        <source>{n} records will belong to no organization. Anyone with an account will be able to change them, or, if the catalogue limits that, editors of any organization.</source>
        <translation>{n} fiches n’appartiendront à aucune organisation. Toute personne qui a un compte pourra les modifier ou, si le catalogue limite cela, les éditeurs de toute organisation.</translation>
    </message>
    <message>
        <source>{problem} Nothing was sent.</source>
        <translation>{problem} Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>{reason} It is retried automatically when the catalogue answers.</source>
        <translation>{reason} Une nouvelle tentative aura lieu automatiquement quand le catalogue répondra.</translation>
    </message>
    <message>
        <source>{reason} The upload continues when it&apos;s back.</source>
        <translation>{reason} Le téléversement reprendra à son retour.</translation>
    </message>
    <message>
        <source>{reason} The upload resumes at {time}.</source>
        <translation>{reason} Le téléversement reprendra à {time}.</translation>
    </message>
    <message>
        <source>{record} ({reason})</source>
        <translation>{record} ({reason})</translation>
    </message>
    <message>
        <source>{resource} (deleted)</source>
        <translation>{resource} (supprimée)</translation>
    </message>
    <message>
        <source>{server} took too long to respond.</source>
        <translation>{server} a mis trop de temps à répondre.</translation>
    </message>
    <message>
        <source>{setting} can&apos;t be empty.</source>
        <translation>{setting} ne peut pas être vide.</translation>
    </message>
    <message>
        <source>{setting} must be a number of at least {least}, or none.</source>
        <translation>{setting} doit être un nombre d’au moins {least}, ou none.</translation>
    </message>
    <message>
        <source>{setting} must be a number of at least {least}.</source>
        <translation>{setting} doit être un nombre d’au moins {least}.</translation>
    </message>
    <message>
        <source>{setting} must be one of {choices}.</source>
        <translation>{setting} doit être une de ces valeurs&#xa0;: {choices}.</translation>
    </message>
    <message>
        <source>“{address}” has no host name.</source>
        <translation>«&#xa0;{address}&#xa0;» n’a pas de nom d’hôte.</translation>
    </message>
    <message>
        <source>“{code}” isn&apos;t a language code, such as en or fr-CA</source>
        <translation>«&#xa0;{code}&#xa0;» n’est pas un code de langue, comme en ou fr-CA</translation>
    </message>
    <message>
        <source>“{field}” isn&apos;t an additional field in the other catalogue, but one of its own.</source>
        <translation>«&#xa0;{field}&#xa0;» n’est pas un champ supplémentaire dans l’autre catalogue, mais un de ses propres champs.</translation>
    </message>
    <message>
        <source>“{key}” is already used. Keys must be unique.</source>
        <translation>«&#xa0;{key}&#xa0;» est déjà utilisée. Les clés doivent être uniques.</translation>
    </message>
    <message>
        <source>“{licence}” isn&apos;t one of the catalogue&apos;s licences.</source>
        <translation>«&#xa0;{licence}&#xa0;» n’est pas une des licences du catalogue.</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be restored: the catalogue doesn&apos;t keep deleted files.</source>
        <translation>«&#xa0;{name}&#xa0;» ne peut pas être restauré&#xa0;: le catalogue ne conserve pas les fichiers supprimés.</translation>
    </message>
    <message>
        <source>“{name}” was added later, and stays.</source>
        <translation>«&#xa0;{name}&#xa0;» a été ajouté plus tard et reste.</translation>
    </message>
    <message>
        <source>“{page}” has a column twice.</source>
        <translation>«&#xa0;{page}&#xa0;» contient deux fois la même colonne.</translation>
    </message>
    <message>
        <source>“{page}” has a column “{name}”, which is no field of this catalogue. If you have renamed a column, give it back its name.</source>
        <translation>«&#xa0;{page}&#xa0;» a une colonne «&#xa0;{name}&#xa0;», qui n’est pas un champ de ce catalogue. Si vous avez renommé une colonne, rendez-lui son nom.</translation>
    </message>
    <message>
        <source>“{page}” has cells without a position. Open the file in Excel or LibreOffice and save it again.</source>
        <translation>«&#xa0;{page}&#xa0;» contient des cellules sans position. Ouvrez le fichier dans Excel ou LibreOffice et enregistrez-le de nouveau.</translation>
    </message>
    <message>
        <source>“{page}” has columns of your own, which are ignored.</source>
        <translation>«&#xa0;{page}&#xa0;» a des colonnes à vous, qui sont ignorées.</translation>
    </message>
    <message>
        <source>“{page}” has lost its column “{name}”. Export it again.</source>
        <translation>«&#xa0;{page}&#xa0;» a perdu sa colonne «&#xa0;{name}&#xa0;». Exportez de nouveau.</translation>
    </message>
    <message>
        <source>“{page}” has more than {n} rows.</source>
        <translation>«&#xa0;{page}&#xa0;» a plus de {n} lignes.</translation>
    </message>
    <message>
        <source>“{page}” has the ID {id} twice, in the rows {first} and {second}. Delete one of them.</source>
        <translation>«&#xa0;{page}&#xa0;» contient deux fois l’ID {id}, aux lignes {first} et {second}. Supprimez l’une d’elles.</translation>
    </message>
    <message>
        <source>“{page}” is too large to be read. Export fewer records, or fewer fields.</source>
        <translation>«&#xa0;{page}&#xa0;» est trop volumineux pour être lu. Exportez moins de fiches ou moins de champs.</translation>
    </message>
    <message>
        <source>“{page}” isn&apos;t one of the exported worksheets, but “{missing}” is missing. If you have renamed it, give it back its name.</source>
        <translation>«&#xa0;{page}&#xa0;» n’est pas une des feuilles exportées, mais «&#xa0;{missing}&#xa0;» manque. Si vous l’avez renommée, redonnez-lui son nom.</translation>
    </message>
    <message>
        <source>“{page}” isn&apos;t one of the exported worksheets, so it was ignored.</source>
        <translation>«&#xa0;{page}&#xa0;» n’est pas une des feuilles exportées et a été ignorée.</translation>
    </message>
    <message>
        <source>“{page}”, row {row}, {column}: {reason}</source>
        <translation>«&#xa0;{page}&#xa0;», ligne {row}, {column}&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>“{page}”, row {row}: {reason}.</source>
        <translation>«&#xa0;{page}&#xa0;», ligne {row}&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>“{path}” is set by the catalogue and can&apos;t be changed.</source>
        <translation>«&#xa0;{path}&#xa0;» est rempli par le catalogue et ne peut pas être modifié.</translation>
    </message>
    <message>
        <source>“{pattern}” isn&apos;t a regular expression that can be used: {error}</source>
        <translation>«&#xa0;{pattern}&#xa0;» n’est pas une expression régulière utilisable&#xa0;: {error}</translation>
    </message>
    <message>
        <source>“{scheme}:” isn&apos;t a web address. Web addresses start with https://.</source>
        <translation>«&#xa0;{scheme}:&#xa0;» n’est pas une adresse Web. Les adresses Web commencent par https://.</translation>
    </message>
    <message>
        <source>“{text}” is not a date. Write dates as {forms}.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas une date. Écrivez les dates sous la forme {forms}.</translation>
    </message>
    <message>
        <source>“{title}” isn&apos;t on this computer, so it was left out.</source>
        <translation>«&#xa0;{title}&#xa0;» n’est pas sur cet ordinateur et a donc été laissée de côté.</translation>
    </message>
    <message>
        <source>“{value}” is not a value of {field}: use one of {known}.</source>
        <translation>«&#xa0;{value}&#xa0;» n’est pas une valeur de {field}: utilisez l’une de celles-ci&#xa0;: {known}.</translation>
    </message>
    <message>
        <source>“{value}” isn&apos;t a number</source>
        <translation>«&#xa0;{value}&#xa0;» n’est pas un nombre</translation>
    </message>
    <message>
        <source>“{value}” isn&apos;t one of the choices</source>
        <translation>«&#xa0;{value}&#xa0;» n’est pas un des choix</translation>
    </message>
    <message>
        <source>“{value}” isn&apos;t one of the choices of “{field}” there.</source>
        <translation>«&#xa0;{value}&#xa0;» ne fait pas partie des choix de «&#xa0;{field}&#xa0;» dans l’autre catalogue.</translation>
    </message>
</context>
<context>
    <name>text</name>
    <message>
        <source>1 minute ago</source>
        <translation>il y a 1 minute</translation>
    </message>
    <message>
        <source>1 year ago</source>
        <translation>il y a 1 an</translation>
    </message>
    <message>
        <source>B KB MB GB TB</source>
        <translation>o ko Mo Go To</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>à l’instant</translation>
    </message>
    <message>
        <source>synced {when}</source>
        <translation>synchro {when}</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>{label}: {text}</source>
        <translation>{label}&#xa0;: {text}</translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation>il y a {n} jours</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation>il y a {n} h</translation>
    </message>
    <message>
        <source>{n} minutes ago</source>
        <translation>il y a {n} minutes</translation>
    </message>
    <message>
        <source>{n} months ago</source>
        <translation>il y a {n} mois</translation>
    </message>
    <message>
        <source>{n} weeks ago</source>
        <translation>il y a {n} semaines</translation>
    </message>
    <message>
        <source>{n} years ago</source>
        <translation>il y a {n} ans</translation>
    </message>
    <message>
        <source>{n}%</source>
        <translation>{n}&#xa0;%</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>«&#xa0;{text}&#xa0;»</translation>
    </message>
</context>
<context>
    <name>uploads</name>
    <message>
        <source>1 column</source>
        <translation>1 colonne</translation>
    </message>
    <message>
        <source>1 error</source>
        <translation>1 erreur</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 fichier</translation>
    </message>
    <message>
        <source>1 file was uploaded to “{record}”.</source>
        <translation>1 fichier a été téléversé dans «&#xa0;{record}&#xa0;».</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 ligne</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 avertissement</translation>
    </message>
    <message>
        <source>All files are left out</source>
        <translation>Tous les fichiers sont exclus</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>Vérification en cours</translation>
    </message>
    <message>
        <source>CRLF line ends</source>
        <translation>fins de ligne CRLF</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Vérification</translation>
    </message>
    <message>
        <source>Checking, {n}%</source>
        <translation>Vérification, {n}&#xa0;%</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
    <message>
        <source>Choose the resource to replace</source>
        <translation>Choisissez la ressource à remplacer</translation>
    </message>
    <message>
        <source>Column {name} is new</source>
        <translation>La colonne {name} est nouvelle</translation>
    </message>
    <message>
        <source>Column {name} was removed</source>
        <translation>La colonne {name} a été retirée</translation>
    </message>
    <message>
        <source>Column {name} was {old} and is now {new}</source>
        <translation>La colonne {name} était {old} et est maintenant {new}</translation>
    </message>
    <message>
        <source>Column {old} is now {new}</source>
        <translation>La colonne {old} s’appelle maintenant {new}</translation>
    </message>
    <message>
        <source>Columns as before</source>
        <translation>Colonnes comme avant</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Créer</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Done, not compared</source>
        <translation>Terminé, non comparé</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Exclu</translation>
    </message>
    <message>
        <source>Looks like a new version of “{name}” ({reason})</source>
        <translation>Semble une nouvelle version de «&#xa0;{name}&#xa0;» ({reason})</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>À traiter</translation>
    </message>
    <message>
        <source>No column in common with the current file</source>
        <translation>Aucune colonne en commun avec le fichier actuel</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Aucune connexion</translation>
    </message>
    <message>
        <source>Not uploaded</source>
        <translation>Non téléversé</translation>
    </message>
    <message>
        <source>On the server as “{name}”</source>
        <translation>Sur le serveur sous le nom «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>On the server; it was uploaded again because someone else had overwritten it</source>
        <translation>Sur le serveur&#xa0;; téléversé de nouveau parce qu’une autre personne l’avait écrasé</translation>
    </message>
    <message>
        <source>On the server; the file of “{name}” was replaced</source>
        <translation>Sur le serveur&#xa0;; le fichier de «&#xa0;{name}&#xa0;» a été remplacé</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Paused by you</source>
        <translation>Mis en pause par vous</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Required: {fields}</source>
        <translation>Obligatoire&#xa0;: {fields}</translation>
    </message>
    <message>
        <source>Row {n}</source>
        <translation>Ligne {n}</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Ignorer</translation>
    </message>
    <message>
        <source>Still checking {files}</source>
        <translation>Vérification de {files} en cours</translation>
    </message>
    <message>
        <source>The file has errors</source>
        <translation>Le fichier comporte des erreurs</translation>
    </message>
    <message>
        <source>The upload to “{record}” was cancelled.</source>
        <translation>Le téléversement dans «&#xa0;{record}&#xa0;» a été annulé.</translation>
    </message>
    <message>
        <source>UTF-8</source>
        <translation>UTF-8</translation>
    </message>
    <message>
        <source>Uploaded; the catalogue is storing it</source>
        <translation>Téléversé&#xa0;; le catalogue l’enregistre</translation>
    </message>
    <message>
        <source>Uploaded; verifying on the server</source>
        <translation>Téléversé&#xa0;; vérification sur le serveur</translation>
    </message>
    <message>
        <source>Uploaded; waiting for the rest of the batch</source>
        <translation>Téléversé&#xa0;; en attente du reste du lot</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>Téléversement</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Vérification</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Waiting for sign-in</source>
        <translation>En attente de connexion</translation>
    </message>
    <message>
        <source>Waiting for the catalogue</source>
        <translation>En attente du catalogue</translation>
    </message>
    <message>
        <source>Waiting to be checked</source>
        <translation>En attente de vérification</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>et {n} de plus</translation>
    </message>
    <message>
        <source>column names ({names})</source>
        <translation>noms des colonnes ({names})</translation>
    </message>
    <message>
        <source>column {n}</source>
        <translation>colonne {n}</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>colonnes</translation>
    </message>
    <message>
        <source>content verified</source>
        <translation>contenu vérifié</translation>
    </message>
    <message>
        <source>file name</source>
        <translation>nom du fichier</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nom</translation>
    </message>
    <message>
        <source>no empty lines at the end</source>
        <translation>aucune ligne vide à la fin</translation>
    </message>
    <message>
        <source>nothing was sent for {n} s</source>
        <translation>rien n’a été envoyé depuis {n} s</translation>
    </message>
    <message>
        <source>size verified</source>
        <translation>taille vérifiée</translation>
    </message>
    <message>
        <source>{done} files were uploaded to “{record}”.</source>
        <translation>{done} fichiers ont été téléversés dans «&#xa0;{record}&#xa0;».</translation>
    </message>
    <message>
        <source>{errors}, uploaded anyway</source>
        <translation>{errors}, téléversé quand même</translation>
    </message>
    <message>
        <source>{files} for “{record}”</source>
        <translation>{files} pour «&#xa0;{record}&#xa0;»</translation>
    </message>
    <message>
        <source>{files} on the server</source>
        <translation>{files} sur le serveur</translation>
    </message>
    <message>
        <source>{format}, not checked</source>
        <translation>{format}, non vérifié</translation>
    </message>
    <message>
        <source>{n} being checked</source>
        <translation>{n} en cours de vérification</translation>
    </message>
    <message>
        <source>{n} columns</source>
        <translation>{n} colonnes</translation>
    </message>
    <message>
        <source>{n} create</source>
        <translation>{n} à créer</translation>
    </message>
    <message>
        <source>{n} errors</source>
        <translation>{n} erreurs</translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation>{n} fichiers</translation>
    </message>
    <message>
        <source>{n} h left</source>
        <translation>{n} h restantes</translation>
    </message>
    <message>
        <source>{n} left out</source>
        <translation>exclus&#xa0;: {n}</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>{n} min restantes</translation>
    </message>
    <message>
        <source>{n} of {files}</source>
        <translation>{n} de {files}</translation>
    </message>
    <message>
        <source>{n} of {files} for “{record}” could not be uploaded. 1 other file in the same batch is on hold until you fix or remove it.</source>
        <translation>{n} de {files} pour «&#xa0;{record}&#xa0;» n’ont pas pu être téléversés. Un autre fichier du même lot est en attente jusqu’à ce que vous corrigiez ou retiriez ce qui bloque.</translation>
    </message>
    <message>
        <source>{n} of {files} for “{record}” could not be uploaded. Open Uploads to try again.</source>
        <translation>{n} de {files} pour «&#xa0;{record}&#xa0;» n’ont pas pu être téléversés. Ouvrez Téléversements pour réessayer.</translation>
    </message>
    <message>
        <source>{n} of {files} for “{record}” could not be uploaded. {held} other files in the same batch are on hold until you fix or remove it.</source>
        <translation>{n} de {files} pour «&#xa0;{record}&#xa0;» n’ont pas pu être téléversés. {held} autres fichiers du même lot sont en attente jusqu’à ce que vous corrigiez ou retiriez ce qui bloque.</translation>
    </message>
    <message>
        <source>{n} replace</source>
        <translation>{n} à remplacer</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation>{n} lignes</translation>
    </message>
    <message>
        <source>{n} s left</source>
        <translation>{n} s restantes</translation>
    </message>
    <message>
        <source>{n} to complete</source>
        <translation>{n} à compléter</translation>
    </message>
    <message>
        <source>{n} to decide</source>
        <translation>{n} à décider</translation>
    </message>
    <message>
        <source>{n} to fix</source>
        <translation>{n} à corriger</translation>
    </message>
    <message>
        <source>{n} warnings</source>
        <translation>{n} avertissements</translation>
    </message>
    <message>
        <source>{reason} 1 file is waiting and will be uploaded automatically.</source>
        <translation>{reason} 1 fichier est en attente et sera téléversé automatiquement.</translation>
    </message>
    <message>
        <source>{reason} {n} files are waiting and will be uploaded automatically.</source>
        <translation>{reason} {n} fichiers sont en attente et seront téléversés automatiquement.</translation>
    </message>
    <message>
        <source>{sent} of {size}</source>
        <translation>{sent} sur {size}</translation>
    </message>
    <message>
        <source>{size} in one batch, all or nothing</source>
        <translation>{size} en un lot, en tout ou rien</translation>
    </message>
    <message>
        <source>{size} in {n} batches; each batch is all or nothing</source>
        <translation>{size} en {n} lots&#xa0;; chaque lot est en tout ou rien</translation>
    </message>
    <message>
        <source>{speed}/s</source>
        <translation>{speed}/s</translation>
    </message>
    <message>
        <source>{what}, fixed copy</source>
        <translation>{what}, copie corrigée</translation>
    </message>
    <message>
        <source>“{file}” already replaces this resource</source>
        <translation>«&#xa0;{file}&#xa0;» remplace déjà cette ressource</translation>
    </message>
</context>
</TS>
