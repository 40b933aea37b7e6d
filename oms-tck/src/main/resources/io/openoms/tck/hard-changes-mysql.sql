INSERT INTO fx (id, a, j) VALUES (1, 'Aa', '{"x": "one"}'), (2, 'B', NULL), (3, NULL, '{"x": 5}');
INSERT INTO mv VALUES (1, '{"a": [1, 2]}'), (2, '{"a": [3]}'), (3, NULL);
INSERT INTO ftp VALUES (1, 'abcd'), (2, 'efgh'), (3, NULL);
INSERT INTO chkn VALUES (1, 0), (2, 5), (3, NULL);
INSERT INTO col0900 VALUES ('a', 'A', 'ü', '中', 'あ'), ('b', 'B ', NULL, '齄', 'ア'), ('c', NULL, NULL, NULL, NULL);
INSERT INTO gipk (a, b) VALUES (1, 1), (1, 1), (2, NULL), (3, 3);
INSERT INTO pks VALUES (1, 1), (2, 2), (3, 1);
INSERT INTO ppk VALUES ('xyz'), ('gone');
INSERT INTO colref (id) VALUES (2), (3)
-- then
UPDATE fx SET a = 'bB', j = JSON_SET(j, '$.x', 'two') WHERE id = 1;
UPDATE fx SET id = 12, a = 'Aa' WHERE id = 2;
DELETE FROM fx WHERE id = 3;
UPDATE mv SET j = JSON_ARRAY_APPEND(j, '$.a', 7) WHERE id = 1;
UPDATE mv SET id = 12, j = '{"a": []}' WHERE id = 2;
DELETE FROM mv WHERE id = 3;
UPDATE ftp SET a = 'ijkl' WHERE id = 1;
DELETE FROM ftp WHERE id = 2;
UPDATE chkn SET a = -1 WHERE id = 2;
DELETE FROM chkn WHERE id = 1;
UPDATE col0900 SET id = 'A', a = 'a' WHERE id = 'a';
UPDATE col0900 SET c = '文', d = 'ｱ' WHERE id = 'b';
DELETE FROM col0900 WHERE id = 'c';
UPDATE gipk SET b = 5 WHERE my_row_id = 2;
DELETE FROM gipk WHERE a = 2;
UPDATE pks SET d = 2 WHERE id = 1;
DELETE FROM pks WHERE id = 2;
UPDATE ppk SET v = 'abcdzz' WHERE v = 'abcdef';
UPDATE ppk SET v = 'other' WHERE v = 'xyz';
DELETE FROM ppk WHERE v = 'gone';
UPDATE colref SET n = 0 WHERE id = 1;
UPDATE colref SET id = 12 WHERE id = 2;
DELETE FROM colref WHERE id = 3
