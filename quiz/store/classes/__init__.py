"""What a class server keeps: roster, sittings, attempts and their events. SQL that SQLite and PostgreSQL both take."""
