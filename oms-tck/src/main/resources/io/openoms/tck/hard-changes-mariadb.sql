INSERT INTO ign VALUES (1, 1), (2, 2), (3, NULL);
INSERT INTO comp (id, a, c) VALUES (1, REPEAT('ä', 100), x'00ff'), (2, '', ''), (3, NULL, NULL);
INSERT INTO comp (id, b) VALUES (4, REPEAT('lang ', 1000)), (5, 'gone');
INSERT INTO lst VALUES (1), (7), (8);
INSERT INTO ucol VALUES ('a', 'a'), ('b', 'b '), ('c', NULL);
INSERT INTO uu (i, i4) VALUES ('::2', '10.0.0.2');
INSERT INTO uu VALUES ('00000000-0000-0000-0000-0000000000ff', NULL, '255.255.255.255')
-- then
UPDATE ign SET a = 5 WHERE id = 1;
DELETE FROM ign WHERE id = 2;
UPDATE comp SET a = REPEAT('b', 100), c = REPEAT(x'00', 5000) WHERE id = 1;
UPDATE comp SET id = 12, b = REPEAT('ö', 500) WHERE id = 2;
UPDATE comp SET a = 'short', b = NULL WHERE id = 4;
DELETE FROM comp WHERE id = 5;
UPDATE lst SET id = 70 WHERE id = 7;
DELETE FROM lst WHERE id = 8;
UPDATE ucol SET a = 'A', b = 'a ' WHERE a = 'a';
UPDATE ucol SET b = 'b' WHERE a = 'b';
DELETE FROM ucol WHERE a = 'c';
UPDATE uu SET i = '::ffff:1.2.3.4', i4 = NULL WHERE id = '123e4567-e89b-12d3-a456-426655440000';
UPDATE uu SET id = '00000000-0000-0000-0000-00000000001f' WHERE id = '00000000-0000-0000-0000-00000000000f';
DELETE FROM uu WHERE i4 = '255.255.255.255'
