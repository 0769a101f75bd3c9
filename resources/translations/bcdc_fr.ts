<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>ActivityView</name>
    <message>
        <source>%1 differences.</source>
        <translation>%1 différences.</translation>
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
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Choose two revisions to see what differs (Ctrl+click).</source>
        <translation type="unfinished"></translation>
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
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Order of the resources</source>
        <translation>Ordre des ressources</translation>
    </message>
    <message>
        <source>Reading revisions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revisions in the catalogue</source>
        <translation>Révisions dans le catalogue</translation>
    </message>
    <message>
        <source>Show older revisions</source>
        <translation>Afficher les révisions antérieures</translation>
    </message>
    <message>
        <source>There is no earlier revision to compare with.</source>
        <translation>Il n’y a pas de révision antérieure avec laquelle comparer.</translation>
    </message>
    <message>
        <source>This catalogue keeps no revisions of this record, or does not show them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Ce qui diffère</translation>
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
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
</context>
<context>
    <name>AddCatalogueDialog</name>
    <message>
        <source>Add a catalogue</source>
        <translation>Ajouter un catalogue</translation>
    </message>
    <message>
        <source>Add this catalogue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>CKAN %1 answers: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Testing the connection</source>
        <translation>Test de la connexion</translation>
    </message>
    <message>
        <source>no dataset schema of its own</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdvicePopup</name>
    <message>
        <source>%1 (needed)</source>
        <translation>%1 (obligatoire)</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>What is missing, and why</source>
        <translation>Ce qui manque, et pourquoi</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
</context>
<context>
    <name>AttachAction</name>
    <message>
        <source>They are sent with the next save of the record, after one review of all of it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>%1 changes to this record are not saved. The files can go out together with them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files are not as they were chosen, or not there any more: they are not sent like that.</source>
        <translation type="unfinished"></translation>
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
        <source>Leave it out</source>
        <translation>L’exclure</translation>
    </message>
    <message>
        <source>Look at it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One change to this record is not saved. The files can go out together with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files of one save may have %2 together, so %1 stays in this sheet: send it by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files of one save may have %2 together: leave %1 out, and add it to the record later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is on this computer only. Its files are created with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not there any more. Put it back, or leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was changed since it was chosen: it is not sent like that.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BarRow</name>
    <message>
        <source>%1: open them as a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens them as a list</source>
        <translation>Les ouvre sous forme de liste</translation>
    </message>
    <message>
        <source>There is nothing to open</source>
        <translation>Il n’y a rien à ouvrir</translation>
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
        <source>Where this list is</source>
        <translation>Où se trouve cette liste</translation>
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
        <source>Another catalogue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Compare content below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgotten: the next file of that size is tried.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep replaced files below</source>
        <translation type="unfinished"></translation>
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
        <source>Practice</source>
        <translation>Exercice</translation>
    </message>
    <message>
        <source>Production: changes are public</source>
        <translation>Production&#xa0;: les modifications sont publiques</translation>
    </message>
    <message>
        <source>Refuse files larger than</source>
        <translation>Refuser les fichiers de plus de</translation>
    </message>
    <message>
        <source>Save settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second look after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send together, at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of “{title}”</source>
        <translation>Paramètres de «&#xa0;{title}&#xa0;»</translation>
    </message>
    <message>
        <source>Smaller files are read back after sending and compared; larger ones by their size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So much of one drop goes out as one act, which is stored whole or not at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Essai</translation>
    </message>
    <message>
        <source>The catalogue has refused a file of {size}, so no such file is sent to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file that is replaced is fetched first, so that replacing can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are marked in the sheet, before anything is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Téléversements</translation>
    </message>
    <message>
        <source>Where a colleague&apos;s save can throw away what was just accepted (CKAN before 2.9.11).</source>
        <translation type="unfinished"></translation>
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
    <message>
        <source>What will change</source>
        <translation>Ce qui changera</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>%1 as a table</source>
        <translation>%1 sous forme de tableau</translation>
    </message>
    <message>
        <source>The same as a table</source>
        <translation>La même chose sous forme de tableau</translation>
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
        <source>Conditions of this search</source>
        <translation>Conditions de cette recherche</translation>
    </message>
    <message>
        <source>Take away: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this condition away</source>
        <translation type="unfinished"></translation>
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
        <source>The usual columns</source>
        <translation>Les colonnes habituelles</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>As of</source>
        <translation>En date du</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Créé</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formats</translation>
    </message>
    <message>
        <source>Id</source>
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
        <source>Opened</source>
        <translation>Ouvertes</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privé</translation>
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
        <source>F2 changes: {what}</source>
        <translation>F2 modifie&#xa0;: {what}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Means no value</source>
        <translation>Signifie aucune valeur</translation>
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
    <message>
        <source>What stands in a cell that has no value, separated by commas</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ColumnsView</name>
    <message>
        <source>Columns of the table</source>
        <translation>Colonnes du tableau</translation>
    </message>
</context>
<context>
    <name>CommonRow</name>
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
        <source>What differs</source>
        <translation>Ce qui diffère</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privé</translation>
    </message>
    <message>
        <source>public</source>
        <translation>public</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>%1 are in both and alike</source>
        <translation type="unfinished"></translation>
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
        <source>Compare only what a search finds</source>
        <translation>Comparer seulement ce qu’une recherche trouve</translation>
    </message>
    <message>
        <source>Compare two catalogues</source>
        <translation>Comparer deux catalogues</translation>
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
        <source>Only in %1</source>
        <translation>Seulement dans %1</translation>
    </message>
    <message>
        <source>Only one catalogue is on this computer</source>
        <translation>Un seul catalogue est sur cet ordinateur</translation>
    </message>
    <message>
        <source>Only what a search finds</source>
        <translation>Seulement ce qu’une recherche trouve</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open another catalogue once: what is read then stays here and can be compared with this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>The one catalogue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other catalogue</source>
        <translation type="unfinished"></translation>
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
        <source>never read as a whole</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompletenessMeter</name>
    <message>
        <source>%1 % complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 advised</source>
        <translation>%1 recommandé(s)</translation>
    </message>
    <message>
        <source>%1 needed</source>
        <translation>%1 obligatoire(s)</translation>
    </message>
    <message>
        <source>%1 percent complete</source>
        <translation>complète à %1 pour cent</translation>
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
        <source>What may be meant</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message>
        <source>1 field was changed by both of you.</source>
        <translation>1 champ a été modifié des deux côtés.</translation>
    </message>
    <message>
        <source>1 other change that you reviewed goes out with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
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
        <source>Nothing is sent before every row is decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing left to save</source>
        <translation>Plus rien à enregistrer</translation>
    </message>
    <message>
        <source>Reload theirs</source>
        <translation type="unfinished"></translation>
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
        <source>Somebody changed this record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed this record while you were editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes what is on the server now and drops your edits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Leur version</translation>
    </message>
    <message>
        <source>This field fits together by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Votre version</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>{fits} of {total} fields fit together by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} fields were changed by both of you.</source>
        <translation>{n} champs ont été modifiés des deux côtés.</translation>
    </message>
    <message>
        <source>{n} other changes that you reviewed go out with it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CreateFlow</name>
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
        <source>It begins in the state %1: only people of its organization see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>The record is kept as a draft on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>“%1” is in the catalogue, as a draft that only its organization sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was not created.</source>
        <translation type="unfinished"></translation>
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
        <source>Theirs: {value}</source>
        <translation>Leur version&#xa0;: {value}</translation>
    </message>
    <message>
        <source>Write another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours: {value}</source>
        <translation>Votre version&#xa0;: {value}</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
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
        <source>As it was</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Begun %1, last changed %2</source>
        <translation>Commencé %1, dernière modification %2</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Le rétablir</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>Les rétablir</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Changed elsewhere since</source>
        <translation>Modifié ailleurs depuis</translation>
    </message>
    <message>
        <source>Changed in the same fields</source>
        <translation>Modifié dans les mêmes champs</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Modifications</translation>
    </message>
    <message>
        <source>Deleted, or not to be seen any more</source>
        <translation>Supprimé, ou plus visible</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Drafts on this computer</source>
        <translation>Brouillons sur cet ordinateur</translation>
    </message>
    <message>
        <source>Drop the chosen draft (Delete)</source>
        <translation type="unfinished"></translation>
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
        <source>Files, not sent</source>
        <translation type="unfinished"></translation>
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
        <source>Not there yet</source>
        <translation>Pas encore là</translation>
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
        <source>The draft of “%1” was discarded.</source>
        <translation>Le brouillon de «&#xa0;%1&#xa0;» a été abandonné.</translation>
    </message>
    <message>
        <source>The files for “%1” were put away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you edit and do not save at once is kept here, and so are records that you begin.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EditorHead</name>
    <message>
        <source>%1 changes, kept as a draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 change, kept as a draft</source>
        <translation type="unfinished"></translation>
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
        <source>%1 records</source>
        <translation>%1 fiches</translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 fiche</translation>
    </message>
    <message>
        <source>Ask the catalogue itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another organization, or show all records.</source>
        <translation>Choisissez une autre organisation ou affichez toutes les fiches.</translation>
    </message>
    <message>
        <source>Fewer words, or the beginning of one, find more. Ids and names work too.</source>
        <translation>Moins de mots, ou le début d’un mot, trouvent davantage. Les identifiants et les noms fonctionnent aussi.</translation>
    </message>
    <message>
        <source>No drafts</source>
        <translation>Aucun brouillon</translation>
    </message>
    <message>
        <source>No problems are known</source>
        <translation>Aucun problème connu</translation>
    </message>
    <message>
        <source>No records here</source>
        <translation>Aucune fiche ici</translation>
    </message>
    <message>
        <source>No records of yours</source>
        <translation>Aucune fiche à vous</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Rien trouvé</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Rien ne vous attend</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline, only what is on this computer is searched.</source>
        <translation>Hors ligne, la recherche porte seulement sur ce qui se trouve sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Only “%1”: %2</source>
        <translation>Seulement «&#xa0;%1&#xa0;»&#xa0;: %2</translation>
    </message>
    <message>
        <source>Reading the catalogue</source>
        <translation>Lecture du catalogue</translation>
    </message>
    <message>
        <source>Records appear here as they arrive.</source>
        <translation>Les fiches apparaissent ici à mesure qu’elles arrivent.</translation>
    </message>
    <message>
        <source>Records of the organizations in which you have a role are here.</source>
        <translation>Les fiches des organisations où vous avez un rôle sont ici.</translation>
    </message>
    <message>
        <source>Records that editors offer for publishing or archiving are here for administrators.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records that lack what they need, are overdue or have a broken link are here.</source>
        <translation>Les fiches auxquelles il manque quelque chose, qui sont en retard ou dont un lien est rompu sont ici.</translation>
    </message>
    <message>
        <source>Records that you open are here, the latest first.</source>
        <translation>Les fiches que vous ouvrez sont ici, les plus récentes d’abord.</translation>
    </message>
    <message>
        <source>Search in all records</source>
        <translation>Rechercher dans toutes les fiches</translation>
    </message>
    <message>
        <source>Searching the catalogue</source>
        <translation>Recherche dans le catalogue</translation>
    </message>
    <message>
        <source>Show all records</source>
        <translation>Afficher toutes les fiches</translation>
    </message>
    <message>
        <source>The catalogue is asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalogue itself finds %1; what you may see of it is read now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalogue itself finds nothing either.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you edit and do not save at once is kept here, and files you did not send yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without “%1”: %2</source>
        <translation>Sans «&#xa0;%1&#xa0;»&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>All %1 records of the list</source>
        <translation>Les %1 fiches de la liste</translation>
    </message>
    <message>
        <source>All that there are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV, as the catalogue takes it</source>
        <translation>CSV, comme le catalogue l’accepte</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>Choisir le fichier…</translation>
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
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Lignes</translation>
    </message>
    <message>
        <source>One for each of their resources</source>
        <translation>Une pour chacune de leurs ressources</translation>
    </message>
    <message>
        <source>One for each record</source>
        <translation>Une pour chaque fiche</translation>
    </message>
    <message>
        <source>The %1 that are selected</source>
        <translation>Les %1 qui sont sélectionnées</translation>
    </message>
    <message>
        <source>Those on screen, and the id</source>
        <translation>Celles à l’écran, et l’identifiant</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>Lesquels</translation>
    </message>
</context>
<context>
    <name>ExportFlow</name>
    <message>
        <source>%1 could not be written (%2). What was there before is unchanged.</source>
        <translation>Impossible d’écrire %1 (%2). Ce qui s’y trouvait est inchangé.</translation>
    </message>
    <message>
        <source>%1 lines are in %2.</source>
        <translation>%1 lignes se trouvent dans %2.</translation>
    </message>
    <message>
        <source>%1 records are known in short form only, as the cache is limited in size.</source>
        <translation>%1 fiches ne sont connues que sous forme abrégée, parce que la taille du cache est limitée.</translation>
    </message>
    <message>
        <source>1 line is in %2.</source>
        <translation>1 ligne se trouve dans %2.</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Classeurs Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Afficher le dossier</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>Arrêté. Aucun fichier n’a été écrit.</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
        <source>Write the list to a file</source>
        <translation>Écrire la liste dans un fichier</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Écriture de %1</translation>
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
        <source>All %1…</source>
        <translation>Les %1…</translation>
    </message>
</context>
<context>
    <name>FacetPanel</name>
    <message>
        <source>Do not ask for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave these out</source>
        <translation>Les exclure</translation>
    </message>
    <message>
        <source>Nothing to narrow down</source>
        <translation>Rien à préciser</translation>
    </message>
    <message>
        <source>Show these only</source>
        <translation>Afficher celles-ci seulement</translation>
    </message>
</context>
<context>
    <name>FacetView</name>
    <message>
        <source>Narrow down</source>
        <translation>Préciser</translation>
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
        <source>Columns</source>
        <translation>Colonnes</translation>
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
        <source>Save this table of the columns as a file</source>
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
        <source>The file is being read.</source>
        <translation>Le fichier est en cours de lecture.</translation>
    </message>
    <message>
        <source>These records cannot be shown: {why}</source>
        <translation>Impossible d’afficher ces fiches&#xa0;: {why}</translation>
    </message>
    <message>
        <source>Types are known once the file was read through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing to mend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} % read</source>
        <translation>{n}&#xa0;% lu</translation>
    </message>
    <message>
        <source>{n} errors</source>
        <translation>{n} erreurs</translation>
    </message>
    <message>
        <source>{n} warnings</source>
        <translation>{n} avertissements</translation>
    </message>
</context>
<context>
    <name>FoldableSection</name>
    <message>
        <source>folded</source>
        <translation>replié</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>déplié</translation>
    </message>
</context>
<context>
    <name>FolderBar</name>
    <message>
        <source>Files of the folder</source>
        <translation>Fichiers du dossier</translation>
    </message>
    <message>
        <source>Files of the kind {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the folder:</source>
        <translation>Du dossier&#xa0;:</translation>
    </message>
    <message>
        <source>Only files whose names match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only names like  2024_*  or  *.csv, -draft*</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patterns separated by commas; * stands for anything, a minus in front leaves such files out</source>
        <translation type="unfinished"></translation>
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
    <name>Health</name>
    <message>
        <source>%1 other formats</source>
        <translation>%1 autres formats</translation>
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
        <source>No cycle promised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>But</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>À jour</translation>
    </message>
</context>
<context>
    <name>Journal</name>
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
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>supprimé</translation>
    </message>
</context>
<context>
    <name>JournalDialog</name>
    <message>
        <source>%1 entries were written to %2.</source>
        <translation type="unfinished"></translation>
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
        <source>By</source>
        <translation type="unfinished"></translation>
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
        <source>Every save, upload and deletion from this computer is noted here, and can be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the journal</source>
        <translation>Exporter le journal</translation>
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
        <source>In the catalogue</source>
        <translation>Dans le catalogue</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Journal of %1</source>
        <translation>Journal de %1</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On its way</source>
        <translation type="unfinished"></translation>
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
        <source>Overwritten</source>
        <translation>Écrasé</translation>
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
        <source>Search titles, users, values …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the record</source>
        <translation>Afficher la fiche</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tableau (*.csv)</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The script is in the clipboard. There is no key in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Vérifié</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>What it changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>overwritten: %1</source>
        <translation>écrasé&#xa0;: %1</translation>
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
    <name>KeptDialog</name>
    <message>
        <source>not there</source>
        <translation>introuvable</translation>
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
        <source>Order</source>
        <translation>Ordre</translation>
    </message>
    <message>
        <source>Save this search (Ctrl+Shift+S)</source>
        <translation>Enregistrer cette recherche (Ctrl+Maj+S)</translation>
    </message>
    <message>
        <source>Use “%1”</source>
        <translation>Utiliser «&#xa0;%1&#xa0;»</translation>
    </message>
</context>
<context>
    <name>LostUpdatesDialog</name>
    <message>
        <source>A web form that was open for a while, or a script, does that. Nobody has to be at fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Leave it so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was overwritten</source>
        <translation>Ce qui a été écrasé</translation>
    </message>
    <message>
        <source>another value</source>
        <translation>une autre valeur</translation>
    </message>
    <message>
        <source>as it was before</source>
        <translation>comme avant</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>%1 Everything below was read before; edits are kept here.</source>
        <translation type="unfinished"></translation>
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
        <source>Files are being sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name copied</source>
        <translation>Nom copié</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>Changer</translation>
    </message>
    <message>
        <source>The cache is in the folder that you chose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cache was not moved: %1</source>
        <translation>Le cache n’a pas été déplacé&#xa0;: %1</translation>
    </message>
    <message>
        <source>The folder chosen for the cache is not there (%1); the usual one is used meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program made a mistake; the log has it. What you typed is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are kept, and go on when this catalogue is opened again. Nothing is sent twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address was not opened: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This could not be kept on this computer. %1 What you typed is still in the form.</source>
        <translation type="unfinished"></translation>
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
        <source>What was kept of the catalogue on this computer was damaged, or of another version. It is set aside and read again; drafts, uploads and the journal are untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>admin of %1</source>
        <translation>administrateur de %1</translation>
    </message>
    <message>
        <source>administrator of all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>editor of %1</source>
        <translation>éditeur de %1</translation>
    </message>
    <message>
        <source>may read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” could not be opened. %2</source>
        <translation>Impossible d’ouvrir «&#xa0;%1&#xa0;». %2</translation>
    </message>
</context>
<context>
    <name>MarkdownEditor</name>
    <message>
        <source>ChangePreview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ChangePreview of {label}</source>
        <translation type="unfinished"></translation>
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
        <source>1 row as before</source>
        <translation>1 ligne comme avant</translation>
    </message>
    <message>
        <source>moved from place {n}:</source>
        <translation>déplacé de la place {n}&#xa0;:</translation>
    </message>
    <message>
        <source>moved to place {n}:</source>
        <translation>déplacé à la place {n}&#xa0;:</translation>
    </message>
    <message>
        <source>{n} characters; they begin with:</source>
        <translation>{n} caractères&#xa0;; ils commencent par&#xa0;:</translation>
    </message>
    <message>
        <source>{n} rows as before</source>
        <translation>{n} lignes comme avant</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
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
        <source>Replace it</source>
        <translation>Le remplacer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>The search of that name is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all records</source>
        <translation>toutes les fiches</translation>
    </message>
</context>
<context>
    <name>NewRecordDialog</name>
    <message>
        <source>A record as JSON</source>
        <translation>Une fiche en JSON</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Also keep these fields as a template called …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin</source>
        <translation type="unfinished"></translation>
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
        <source>It stays on this computer, for as long as you like, until you create it in the catalogue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Left out, because a record cannot be given it: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of a template to keep</source>
        <translation>Nom du modèle à conserver</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>This file is no text in UTF-8.</source>
        <translation type="unfinished"></translation>
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
    <name>OrganizationEditor</name>
    <message>
        <source>Choose one of the organizations</source>
        <translation>Choisissez une des organisations</translation>
    </message>
    <message>
        <source>Type to find</source>
        <translation>Taper pour trouver</translation>
    </message>
</context>
<context>
    <name>OrganizationModel</name>
    <message>
        <source>%1, %2 records</source>
        <translation>%1, %2 fiches</translation>
    </message>
</context>
<context>
    <name>OrganizationPane</name>
    <message>
        <source>Copy address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Copier l’identifiant</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Copier le nom</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Filter organizations</source>
        <translation>Filtrer les organisations</translation>
    </message>
    <message>
        <source>Health of these holdings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No organization is called that. Esc clears the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only mine</source>
        <translation>Les miennes seulement</translation>
    </message>
    <message>
        <source>Only organizations in which you have a role</source>
        <translation>Seulement les organisations où vous avez un rôle</translation>
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
        <source>Rename…</source>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>The organizations appear here as soon as the catalogue has answered once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Overwritten</name>
    <message>
        <source>Found gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>What was overwritten</source>
        <translation>Ce qui a été écrasé</translation>
    </message>
</context>
<context>
    <name>OverwrittenList</name>
    <message>
        <source>Nothing was overwritten</source>
        <translation>Rien n’a été écrasé</translation>
    </message>
    <message>
        <source>What is saved from here is compared with the catalogue at each synchronization.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverwrittenNotice</name>
    <message>
        <source>%3 values of “%2”, saved here, were overwritten by somebody else since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1 records, values that were saved here were overwritten by somebody else since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the record</source>
        <translation>Afficher la fiche</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Les afficher</translation>
    </message>
    <message>
        <source>“%1” of “%2”, saved here, was overwritten by somebody else since.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverwrittenWatch</name>
    <message>
        <source>%1 values saved here, the last on %2, were overwritten by somebody else; found gone on %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a draft again, upon the record as it is today. Review and save it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the difference</source>
        <translation>Voir la différence</translation>
    </message>
    <message>
        <source>Take it up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can&apos;t be restored: the file has been moved or changed, or its resource was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”, saved here on %2, was overwritten by somebody else; it was found gone on %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PackageList</name>
    <message>
        <source>Files, not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Nouvelle fiche</translation>
    </message>
    <message>
        <source>New, not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not on the server</source>
        <translation>Pas sur le serveur</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privé</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Public</translation>
    </message>
    <message>
        <source>What a complete record has and this one lacks. “missing:” in a search tells more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>en date du %1</translation>
    </message>
</context>
<context>
    <name>PackageModel</name>
    <message>
        <source>Private</source>
        <translation>Privé</translation>
    </message>
    <message>
        <source>Private: seen by members of the organization only</source>
        <translation>Privé&#xa0;: visible par les membres de l’organisation seulement</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Public</translation>
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
        <source>Copy address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Copy addresses</source>
        <translation>Copier les adresses</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Copier l’identifiant</translation>
    </message>
    <message>
        <source>Copy ids</source>
        <translation>Copier les identifiants</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Copier le nom</translation>
    </message>
    <message>
        <source>Copy names</source>
        <translation>Copier les noms</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
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
        <source>Records</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>Turn round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>en date du %1</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>par %1</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>hors ligne</translation>
    </message>
</context>
<context>
    <name>PartTabs</name>
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
    <name>Places</name>
    <message>
        <source>All records</source>
        <translation>Toutes les fiches</translation>
    </message>
    <message>
        <source>Drafts on this computer</source>
        <translation>Brouillons sur cet ordinateur</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Ma version</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Récentes</translation>
    </message>
    <message>
        <source>Waiting for me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With problems</source>
        <translation>Avec des problèmes</translation>
    </message>
</context>
<context>
    <name>PlannedWords</name>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
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
        <source>is deleted</source>
        <translation>est supprimé</translation>
    </message>
    <message>
        <source>its file becomes %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is deleted with its file %2: who follows its address finds nothing any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is deleted. What it links to stays where it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”, %2, from %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>The table in the file</source>
        <translation>Le tableau du fichier</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>{name}: {kind}. Click to correct the type</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PublishDialog</name>
    <message>
        <source>%1 changes to this record are not saved; they stay a draft and are not published.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Careful</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Vérifier maintenant</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
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
        <source>Moving the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody gets a mail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One change to this record is not saved; it stays a draft and is not published.</source>
        <translation type="unfinished"></translation>
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
        <source>Somebody changed this record meanwhile. It was not moved; look at it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record was not moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no move from this state.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QualityDialog</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>Impossible d’écrire %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <translation>%1, en date du %2</translation>
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
        <source>Every chart as a table</source>
        <translation>Chaque graphique sous forme de tableau</translation>
    </message>
    <message>
        <source>Health of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Links are looked at, about one a second for each address. The line at the bottom stops it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>Documents PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Images (*.png)</translation>
    </message>
    <message>
        <source>Save a picture</source>
        <translation>Enregistrer une image</translation>
    </message>
    <message>
        <source>Save a picture…</source>
        <translation>Enregistrer une image…</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tableaux</translation>
    </message>
    <message>
        <source>The picture is in %1.</source>
        <translation>L’image se trouve dans %1.</translation>
    </message>
    <message>
        <source>not read as a whole yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QualityView</name>
    <message>
        <source>%1 of %2 lack nothing of this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 links looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of them have no format.</source>
        <translation>%1 d’entre eux n’ont pas de format.</translation>
    </message>
    <message>
        <source>%1; go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age against the update cycle</source>
        <translation>Âge par rapport au cycle de mise à jour</translation>
    </message>
    <message>
        <source>Each record by its resource that should have been updated first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each record is in publishing.</source>
        <translation>Où en est la publication de chaque fiche.</translation>
    </message>
    <message>
        <source>It takes about a second for each link.</source>
        <translation type="unfinished"></translation>
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
        <source>The files, links and services of these records.</source>
        <translation>Les fichiers, liens et services de ces fiches.</translation>
    </message>
    <message>
        <source>What records lack</source>
        <translation>Ce qui manque aux fiches</translation>
    </message>
    <message>
        <source>are overdue</source>
        <translation>sont en retard</translation>
    </message>
    <message>
        <source>have a broken link</source>
        <translation>ont un lien rompu</translation>
    </message>
    <message>
        <source>look at the links</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look at the links again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody looked at links</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the records are complete</source>
        <translation>des fiches sont complètes</translation>
    </message>
    <message>
        <source>records</source>
        <translation>fiches</translation>
    </message>
    <message>
        <source>resources</source>
        <translation>ressources</translation>
    </message>
</context>
<context>
    <name>QueueDetails</name>
    <message>
        <source>About the chosen uploads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare content</source>
        <translation>Comparer le contenu</translation>
    </message>
    <message>
        <source>Copy addresses</source>
        <translation>Copier les adresses</translation>
    </message>
    <message>
        <source>Downloads the files and compares them, byte for byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend and send again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>et {n} de plus</translation>
    </message>
    <message>
        <source>{files} chosen</source>
        <translation>{files} choisis</translation>
    </message>
    <message>
        <source>{files} on the server</source>
        <translation>{files} sur le serveur</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Held back by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the server as “{name}”</source>
        <translation>Sur le serveur sous le nom «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>On the server: the file of “{name}” is replaced</source>
        <translation>Sur le serveur&#xa0;: le fichier de «&#xa0;{name}&#xa0;» est remplacé</translation>
    </message>
    <message>
        <source>On the server; it was sent again because somebody had overwritten it</source>
        <translation type="unfinished"></translation>
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
        <source>Sent; being looked at on the server</source>
        <translation type="unfinished"></translation>
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
    <name>RecordActions</name>
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
        <source>The record is moved to %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordEditor</name>
    <message>
        <source>%1 fields need mending before they can be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>Les rétablir</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>L’exclure</translation>
    </message>
    <message>
        <source>One field needs mending before it can be sent.</source>
        <translation type="unfinished"></translation>
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
        <source>The catalogue has no field “%1” any more. What you wrote there is kept, and is in the review.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalogue refuses some values.</source>
        <translation>Le catalogue refuse certaines valeurs.</translation>
    </message>
    <message>
        <source>The record has changed on the server since you began. Your changes are put together with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are kept as a draft.</source>
        <translation>Vos modifications sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>Your changes were discarded.</source>
        <translation>Vos modifications ont été abandonnées.</translation>
    </message>
</context>
<context>
    <name>RecordLinks</name>
    <message>
        <source>%1 links do not answer; they are marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All %1 links answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking links</source>
        <translation>Vérification des liens</translation>
    </message>
    <message>
        <source>Of %2 links %1 could not be looked at; the others answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link of “%1” does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The links could not be looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no link to look at.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordList</name>
    <message>
        <source>Changed</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>What waits for me</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordPane</name>
    <message>
        <source>Choose a record</source>
        <translation>Choisissez une fiche</translation>
    </message>
    <message>
        <source>Its resources can be looked at and edited here. Files dropped on a record become resources.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is in the catalogue, as a draft that only its organization sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This record is not on the server any more, or you may not see it any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not add files to this record.</source>
        <translation>Vous ne pouvez pas ajouter de fichiers à cette fiche.</translation>
    </message>
</context>
<context>
    <name>RecordSummary</name>
    <message>
        <source>Copy the record&apos;s id</source>
        <translation type="unfinished"></translation>
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
        <source>Move the record to another publish state</source>
        <translation>Faire passer la fiche à un autre état de publication</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
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
        <source>Private</source>
        <translation>Privé</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Public</translation>
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
</context>
<context>
    <name>RecordWords</name>
    <message>
        <source>draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file has changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file to be replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new file, not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new, not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to be deleted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RepairDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>End every record with CRLF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the copy</source>
        <translation>Dans la copie</translation>
    </message>
    <message>
        <source>Leave out the byte order mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the empty lines at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend a copy of {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend and use the copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend and use the copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend copies of {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of the columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
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
        <source>Save a mended copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file itself is left alone. The copy is read again before anything is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files themselves are left alone. The copies are read again before anything is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as UTF-8 (it is {encoding})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as UTF-8 throughout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write them as UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is there twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}”: letters, digits and underscores, beginning with a letter.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RepairFlow</name>
    <message>
        <source>A mended copy is in {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No copy was made of {file}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResourceArea</name>
    <message>
        <source>Check the links</source>
        <translation>Vérifier les liens</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Copier l’identifiant</translation>
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
        <source>Do not delete it</source>
        <translation>Ne pas supprimer</translation>
    </message>
    <message>
        <source>Do not send this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop CSV files here to add resources, or on a resource to replace its file</source>
        <translation>Déposez ici des fichiers CSV pour ajouter des ressources, ou sur une ressource pour en remplacer le fichier</translation>
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
        <source>Open in browser</source>
        <translation>Ouvrir dans le navigateur</translation>
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
        <source>Set a field of all %1…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResourceChanges</name>
    <message>
        <source>%1 files are kept with the record&apos;s changes, and not sent yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 resources are deleted with the next save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 resources are not added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Le rétablir</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>Les rétablir</translation>
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
        <source>The file is kept with the record&apos;s changes, and not sent yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is deleted with the next save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not sent.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResourceModel</name>
    <message>
        <source>Format</source>
        <translation>Format</translation>
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
        <source>link</source>
        <translation>lien</translation>
    </message>
    <message>
        <source>link fails</source>
        <translation>lien rompu</translation>
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
    <name>RowDetails</name>
    <message>
        <source>A mended copy can be sent instead: {what}. The file itself is left alone.</source>
        <translation type="unfinished"></translation>
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
        <source>Do not send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Exclure</translation>
    </message>
    <message>
        <source>Mend a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Le remplacer</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store what this file tells of its columns with the resource</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be read as one table. Mend it and read it again; the file is left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is sent although it has errors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
</context>
<context>
    <name>SaveFlow</name>
    <message>
        <source>%1 changes saved.</source>
        <translation>%1 modifications enregistrées.</translation>
    </message>
    <message>
        <source>%1 fields saved.</source>
        <translation>%1 champs enregistrés.</translation>
    </message>
    <message>
        <source>%1 was deleted on the server meanwhile. What you typed is kept as a draft.</source>
        <translation type="unfinished"></translation>
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
        <source>Add it again</source>
        <translation>L’ajouter de nouveau</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was saved, but somebody overwrote it in the same moment. Look at the record and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its file went with it, so it can only be added anew, with a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed, so nothing is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save again when the catalogue answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save “%1”</source>
        <translation>Enregistrer «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Enregistrement</translation>
    </message>
    <message>
        <source>Saving “%1” was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody put the resources into another order meanwhile. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Nothing was stored; your changes are kept as a draft.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take my order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has these values already; nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the record as it is on the server now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This record is published: what you save becomes public at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This record is published: what you save, its files too, becomes public at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>What you changed meanwhile is kept as a draft.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are kept as a draft.</source>
        <translation>Vos modifications sont conservées comme brouillon.</translation>
    </message>
    <message>
        <source>Your changes were saved, but someone deleted %1 right afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was not saved: somebody changed it meanwhile, and that is for you to decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was saved, but somebody overwrote it in the same moment.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SavedSheets</name>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Kept for later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sheets kept for later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation type="unfinished"></translation>
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
        <source>id</source>
        <translation>identifiant</translation>
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
        <source>Rename this search</source>
        <translation>Renommer cette recherche</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Enregistrer cette recherche</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search “%1” is deleted.</source>
        <translation>La recherche «&#xa0;%1&#xa0;» est supprimée.</translation>
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
        <source>Words, “phrases”, and conditions such as state:draft. Ctrl+Space offers what can be written.</source>
        <translation>Mots, «&#xa0;expressions&#xa0;» et conditions telles que state:draft. Ctrl+Espace propose ce qui peut être écrit.</translation>
    </message>
</context>
<context>
    <name>SectionHeading</name>
    <message>
        <source>1 to mend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} to mend</source>
        <translation type="unfinished"></translation>
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
        <source>{section}, {n} to mend</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Reading the catalogue</source>
        <translation>Lecture du catalogue</translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a field of %1 resources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set for all %1</source>
        <translation>Définir pour les %1</translation>
    </message>
</context>
<context>
    <name>SheetBars</name>
    <message>
        <source>Add as new</source>
        <translation>Ajouter comme nouvelle</translation>
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
        <source>This record is classified as protected, and the public may download from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This record is published: what you send becomes public at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} files have the names of resources that are here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” has the name of a resource that is here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SheetDelegate</name>
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
    <name>SheetFooter</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>Conserver pour plus tard</translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send {files}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SheetModel</name>
    <message>
        <source>A mended copy of {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Vérifier</translation>
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
        <translation>Ce qui se passe</translation>
    </message>
</context>
<context>
    <name>SheetTable</name>
    <message>
        <source>Create a resource</source>
        <translation>Créer une ressource</translation>
    </message>
    <message>
        <source>Edit the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Exclure</translation>
    </message>
    <message>
        <source>Mend a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Replace the file of</source>
        <translation>Remplacer le fichier de</translation>
    </message>
    <message>
        <source>Replace what looks like it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send anyway, with errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the original again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SidePane</name>
    <message>
        <source>Narrow down</source>
        <translation>Préciser</translation>
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
        <source>Keep the key only until the program ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise it is kept in the keyring of this computer, and nowhere else.</source>
        <translation type="unfinished"></translation>
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
        <source>The API key is shown in the catalogue under Account Settings. Reading works without one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keyring, so the key lasts until the program ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nom d’utilisateur</translation>
    </message>
    <message>
        <source>found by itself on most catalogues</source>
        <translation type="unfinished"></translation>
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
    <name>StateEditor</name>
    <message>
        <source>None yet</source>
        <translation>Aucun pour l’instant</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>%1 files wait to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 records kept on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>%1 s restantes</translation>
    </message>
    <message>
        <source>1 file waits to be sent</source>
        <translation type="unfinished"></translation>
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
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Reading by itself goes on later. F5 reads now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop what is being done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is refused</source>
        <translation type="unfinished"></translation>
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
        <source>waits: on battery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits: the network is metered</source>
        <translation type="unfinished"></translation>
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
        <source>%1 was deleted. It is read again when the catalogue is opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder for the cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most, for each catalogue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the usual folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>Catalogue</translation>
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
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists and search alone take %1; less is not possible with this catalogue.</source>
        <translation type="unfinished"></translation>
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
        <source>Not on networks that are paid by volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not while the computer runs on its battery, where it tells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline, nothing could be read again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the open catalogue anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
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
        <source>The catalogue is read anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text of %1 records was let go; %2 are taken now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole text of records that were not opened for longest is let go first; they stay in lists, and are read when they are opened. Records with a draft are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploads are under way. The cache can be moved when they have ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was read of catalogues can be read again. Drafts, uploads and the journal lie elsewhere and are not touched here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Add a catalogue…</source>
        <translation>Ajouter un catalogue…</translation>
    </message>
    <message>
        <source>Begin a record on this computer (Ctrl+N)</source>
        <translation type="unfinished"></translation>
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
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in with another key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Téléversements</translation>
    </message>
    <message>
        <source>Uploads, %1 under way</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UndoFlow</name>
    <message>
        <source>Changed since: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was taken back, and that is in the journal too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resources stand in another order since, or are gone. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is brought back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is deleted</source>
        <translation>est supprimé</translation>
    </message>
</context>
<context>
    <name>UploadProgressLine</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Files sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending %1 files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending 1 file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent; the catalogue stores it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Arrêt</translation>
    </message>
</context>
<context>
    <name>UploadSheet</name>
    <message>
        <source>Files for “{record}”</source>
        <translation>Fichiers pour «&#xa0;{record}&#xa0;»</translation>
    </message>
    <message>
        <source>Nothing was sent: {why} The sheet is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only one file can replace a resource; the others are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read all again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sheet could not be kept: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is more in the folder than one sheet takes: these are the first {files}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file in what was dropped.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UploadWindows</name>
    <message>
        <source>%1 files are on their way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file is on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Les afficher</translation>
    </message>
    <message>
        <source>Show uploads</source>
        <translation>Afficher les téléversements</translation>
    </message>
    <message>
        <source>The record is not on this computer any more; nothing was added to it.</source>
        <translation type="unfinished"></translation>
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
    <name>UploadsPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Compares what was sent within a day with the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing content</source>
        <translation>Comparaison du contenu</translation>
    </message>
    <message>
        <source>Copy resource id</source>
        <translation>Copier l’identifiant de la ressource</translation>
    </message>
    <message>
        <source>Files dropped on a record go out from here. What waits survives the end of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend and send again…</source>
        <translation type="unfinished"></translation>
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
        <source>Remove ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume or retry</source>
        <translation>Reprendre ou réessayer</translation>
    </message>
    <message>
        <source>Send earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the record</source>
        <translation>Afficher la fiche</translation>
    </message>
    <message>
        <source>The record of this sheet is not on this computer; open it in the list first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has the same bytes as were sent: {files}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Essayer maintenant</translation>
    </message>
</context>
<context>
    <name>WaitingList</name>
    <message>
        <source>Nothing waits for you</source>
        <translation>Rien ne vous attend</translation>
    </message>
    <message>
        <source>Records that editors offer for publishing or archiving appear here for administrators.</source>
        <translation type="unfinished"></translation>
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
        <source>&amp;Catalogue</source>
        <translation>&amp;Catalogue</translation>
    </message>
    <message>
        <source>&amp;Compare two catalogues…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Modifier</translation>
    </message>
    <message>
        <source>&amp;Filter organizations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Health of these holdings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>&amp;Journal</source>
        <translation>&amp;Journal</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Narrow down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Organizations</source>
        <translation>&amp;Organisations</translation>
    </message>
    <message>
        <source>&amp;Paste files</source>
        <translation>C&amp;oller des fichiers</translation>
    </message>
    <message>
        <source>&amp;Practise as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Fiche</translation>
    </message>
    <message>
        <source>&amp;Records</source>
        <translation>&amp;Fiches</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sign in…</source>
        <translation>Se c&amp;onnecter…</translation>
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
        <source>Add a &amp;link</source>
        <translation>Ajouter un &amp;lien</translation>
    </message>
    <message>
        <source>Admin of organizations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BCDC Desktop %1, for the people who keep a CKAN catalogue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;heck links</source>
        <translation>Vérifier les l&amp;iens</translation>
    </message>
    <message>
        <source>Copy &amp;id</source>
        <translation type="unfinished"></translation>
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
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Dra&amp;fts</source>
        <translation>&amp;Brouillons</translation>
    </message>
    <message>
        <source>E&amp;xport this list…</source>
        <translation>E&amp;xporter cette liste…</translation>
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
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Membre</translation>
    </message>
    <message>
        <source>Ne&amp;w record…</source>
        <translation>&amp;Nouvelle fiche…</translation>
    </message>
    <message>
        <source>Next &amp;problem</source>
        <translation>&amp;Problème suivant</translation>
    </message>
    <message>
        <source>Open in &amp;browser</source>
        <translation>Ouvrir dans le na&amp;vigateur</translation>
    </message>
    <message>
        <source>P&amp;ublish…</source>
        <translation>P&amp;ublier…</translation>
    </message>
    <message>
        <source>Read &amp;everything again</source>
        <translation type="unfinished"></translation>
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
        <source>S&amp;top reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sa&amp;ve this search…</source>
        <translation>Enregistrer cette rec&amp;herche…</translation>
    </message>
    <message>
        <source>Search &amp;within these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sett&amp;ings of this catalogue…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign &amp;out</source>
        <translation>Se &amp;déconnecter</translation>
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
        <source>What &amp;waits for me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is &amp;kept on this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was o&amp;verwritten</source>
        <translation type="unfinished"></translation>
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
    <name>_Delegate</name>
    <message>
        <source>Type of the column</source>
        <translation>Type de la colonne</translation>
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
        <source>On hold because {files} was refused. Fix or remove it, then upload the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone else keeps overwriting it. Look at the record, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in the program; details are in the log. Nothing is lost.</source>
        <translation>Un problème est survenu dans le programme&#xa0;; le journal technique contient les détails. Rien n’est perdu.</translation>
    </message>
    <message>
        <source>The catalogue accepts files up to {size} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalogue refused it: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upload may have completed. It stops unless it has, once the catalogue responds.</source>
        <translation>Le téléversement est peut-être terminé. Sinon, il s’arrêtera quand le catalogue répondra.</translation>
    </message>
    <message>
        <source>{name} has changed since you confirmed it. Confirm it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was moved or deleted. Put it back or choose it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason} It is retried automatically when the catalogue answers.</source>
        <translation type="unfinished"></translation>
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
        <source>Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec</source>
        <translation>janv. févr. mars avr. mai juin juill. août sept. oct. nov. déc.</translation>
    </message>
    <message>
        <source>as of {when}</source>
        <translation>en date de&#xa0;: {when}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>à l’instant</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>hier</translation>
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
        <source>1 row</source>
        <translation>1 ligne</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CRLF line ends</source>
        <translation>Fins de ligne CRLF</translation>
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
        <source>Column {name} is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column {name} is new</source>
        <translation>La colonne {name} est nouvelle</translation>
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
        <source>Every file is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It becomes public at once.</source>
        <translation>Elle devient publique immédiatement.</translation>
    </message>
    <message>
        <source>It has errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>Conserver pour plus tard</translation>
    </message>
    <message>
        <source>Keep this sheet for later?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks like a new version of “{name}” ({reason})</source>
        <translation>Semble une nouvelle version de «&#xa0;{name}&#xa0;» ({reason})</translation>
    </message>
    <message>
        <source>Needed: {fields}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent to “{record}”: it was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. Kept sheets are listed with the uploads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading, {n} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Row {n}</source>
        <translation>Ligne {n}</translation>
    </message>
    <message>
        <source>Send {files}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent; the catalogue is storing it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent; waits for the others of its act</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Ignorer</translation>
    </message>
    <message>
        <source>Still being read: {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They become public at once.</source>
        <translation>Elles deviennent publiques immédiatement.</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTF-8</source>
        <translation>UTF-8</translation>
    </message>
    <message>
        <source>Waits to be read</source>
        <translation type="unfinished"></translation>
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
        <source>{errors}, sent anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} are on the server in “{record}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} for “{record}”</source>
        <translation>{files} pour «&#xa0;{record}&#xa0;»</translation>
    </message>
    <message>
        <source>{files} is on the server in “{record}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} on the server</source>
        <translation>{files} sur le serveur</translation>
    </message>
    <message>
        <source>{format}, sent as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} being read</source>
        <translation type="unfinished"></translation>
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
        <translation>{n} exclu(s)</translation>
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
        <source>{n} of {files} for “{record}” could not be stored; everything to try again is kept.</source>
        <translation type="unfinished"></translation>
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
        <source>{n} to mend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{others} of the same act wait for you to mend it or to leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sent} of {size}</source>
        <translation>{sent} sur {size}</translation>
    </message>
    <message>
        <source>{size} in one act: all of it is stored, or nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} in {n} acts: each is stored whole, or not at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed} a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{trouble} Your file is kept and will go out when it answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{trouble} Your {files} are kept and will go out when it answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, a mended copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” replaces this resource already</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
