CREATE TABLE member (id integer PRIMARY KEY, name varchar(60), email varchar(60));
CREATE TABLE note (id integer PRIMARY KEY, member_id integer, body varchar(200),
  FOREIGN KEY (member_id) REFERENCES member (id));
INSERT INTO member VALUES (1, 'Tova Lindqvist', 'tova.lindqvist@example.org'),
  (2, 'Sten Bergman', 'sten.bergman@example.org'), (3, 'Lo Ek', 'lo.ek@example.org');
INSERT INTO note VALUES (1, 1, 'Tova Lindqvist ringde.'), (2, 1, 'Skriv till Tova Lindqvist.'),
  (3, 2, 'Sten ringde.');
