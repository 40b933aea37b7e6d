-- The shop: twenty tables and four views. Rows follow from their numbers alone, so that every run
-- makes the same ones. :orders is the number of orders. Statements end with a semicolon and a line.

CREATE TABLE numbers (n INT NOT NULL PRIMARY KEY);

CREATE TABLE customers (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(190) NOT NULL,
  name VARCHAR(120) NOT NULL COMMENT 'as the customer writes it',
  phone CHAR(20) DEFAULT NULL,
  birthday DATE DEFAULT NULL,
  vip TINYINT(1) NOT NULL DEFAULT 0,
  balance DECIMAL(12,2) NOT NULL DEFAULT 0.00,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY by_email (email),
  KEY by_name (name)
) COMMENT='who buys';

CREATE TABLE addresses (
  customer_id BIGINT UNSIGNED NOT NULL,
  kind ENUM('billing','shipping') NOT NULL,
  line1 VARCHAR(120) NOT NULL,
  city VARCHAR(80) NOT NULL,
  zip CHAR(10) NOT NULL DEFAULT '',
  country CHAR(2) NOT NULL DEFAULT 'DE',
  PRIMARY KEY (customer_id, kind),
  KEY by_city (city, zip)
);

CREATE TABLE categories (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  parent_id INT DEFAULT NULL,
  name VARCHAR(60) NOT NULL,
  path VARCHAR(255) NOT NULL,
  KEY by_parent (parent_id)
);

CREATE TABLE products (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  sku CHAR(12) NOT NULL,
  name VARCHAR(120) NOT NULL DEFAULT 'it''s new',
  description TEXT,
  price DECIMAL(10,2) NOT NULL,
  weight DOUBLE DEFAULT NULL,
  tags SET('new','sale','last','gift') NOT NULL DEFAULT '',
  photo VARBINARY(64) DEFAULT NULL,
  attributes JSON DEFAULT NULL,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  UNIQUE KEY by_sku (sku),
  KEY by_price (price)
);

CREATE TABLE product_categories (
  product_id INT UNSIGNED NOT NULL,
  category_id INT NOT NULL,
  PRIMARY KEY (product_id, category_id),
  KEY by_category (category_id)
);

CREATE TABLE product_translations (
  sku CHAR(12) NOT NULL,
  locale VARCHAR(10) NOT NULL,
  title VARCHAR(160) NOT NULL,
  body MEDIUMTEXT,
  PRIMARY KEY (sku, locale)
);

CREATE TABLE warehouses (
  id SMALLINT UNSIGNED NOT NULL PRIMARY KEY,
  code CHAR(4) NOT NULL,
  city VARCHAR(80) NOT NULL,
  UNIQUE KEY by_code (code)
);

CREATE TABLE inventory (
  warehouse_id SMALLINT UNSIGNED NOT NULL,
  product_id INT UNSIGNED NOT NULL,
  quantity INT NOT NULL,
  reserved MEDIUMINT NOT NULL DEFAULT 0,
  checked_at TIMESTAMP(3) NULL DEFAULT NULL,
  PRIMARY KEY (warehouse_id, product_id),
  KEY by_product (product_id)
);

CREATE TABLE orders (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id BIGINT UNSIGNED NOT NULL,
  status ENUM('new','paid','shipped','returned') NOT NULL DEFAULT 'new',
  total DECIMAL(12,2) NOT NULL,
  currency CHAR(3) NOT NULL DEFAULT 'EUR',
  note VARCHAR(255) DEFAULT NULL,
  placed_at DATETIME(3) NOT NULL,
  flags BIT(8) NOT NULL DEFAULT b'0',
  KEY by_customer (customer_id, placed_at),
  KEY by_status (status)
);

CREATE TABLE order_items (
  order_id BIGINT NOT NULL,
  line SMALLINT NOT NULL,
  product_id INT UNSIGNED NOT NULL,
  quantity SMALLINT UNSIGNED NOT NULL,
  price DECIMAL(10,2) NOT NULL,
  PRIMARY KEY (order_id, line),
  KEY by_product (product_id),
  CONSTRAINT items_of_order FOREIGN KEY (order_id) REFERENCES orders (id)
);

CREATE TABLE payments (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id BIGINT NOT NULL,
  amount DECIMAL(12,2) NOT NULL,
  method VARCHAR(16) NOT NULL,
  paid_at TIMESTAMP NULL DEFAULT NULL,
  reference BINARY(16) NOT NULL,
  UNIQUE KEY by_reference (reference),
  KEY by_order (order_id)
);

CREATE TABLE shipments (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id BIGINT NOT NULL,
  warehouse_id SMALLINT UNSIGNED NOT NULL,
  tracking VARCHAR(32) NOT NULL,
  shipped_on DATE NOT NULL,
  travel_time TIME DEFAULT NULL,
  UNIQUE KEY by_tracking (tracking),
  KEY by_order (order_id)
);

CREATE TABLE coupons (
  code VARCHAR(20) NOT NULL PRIMARY KEY,
  percent TINYINT UNSIGNED NOT NULL,
  valid_from DATE NOT NULL,
  season YEAR NOT NULL,
  max_uses INT UNSIGNED NOT NULL DEFAULT 1
);

CREATE TABLE order_coupons (
  order_id BIGINT NOT NULL,
  code VARCHAR(20) NOT NULL,
  PRIMARY KEY (order_id, code)
);

CREATE TABLE reviews (
  product_id INT UNSIGNED NOT NULL,
  customer_id BIGINT UNSIGNED NOT NULL,
  stars TINYINT NOT NULL,
  title VARCHAR(80) NOT NULL DEFAULT '',
  body TEXT,
  UNIQUE KEY one_each (product_id, customer_id)
);

CREATE TABLE carts (
  customer_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  content JSON NOT NULL
);

CREATE TABLE sessions (
  id BINARY(16) NOT NULL PRIMARY KEY,
  customer_id BIGINT UNSIGNED NOT NULL,
  data BLOB,
  expires_at INT UNSIGNED NOT NULL
);

CREATE TABLE audit_log (
  at DATETIME NOT NULL,
  actor VARCHAR(40) NOT NULL,
  action VARCHAR(20) NOT NULL,
  detail VARCHAR(200) DEFAULT NULL
) COMMENT='no key, and equal rows';

CREATE TABLE settings (
  id TINYINT NOT NULL PRIMARY KEY,
  shop_name VARCHAR(60) NOT NULL,
  vat DECIMAL(4,2) NOT NULL
);

CREATE TABLE returned_goods (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id BIGINT NOT NULL,
  reason VARCHAR(80) DEFAULT NULL
) COMMENT='still empty';

CREATE VIEW order_totals AS
  SELECT order_id, COUNT(*) AS line_count, SUM(quantity * price) AS total
  FROM order_items GROUP BY order_id;

CREATE VIEW customer_orders AS
  SELECT c.id AS id, c.name AS name, COUNT(o.id) AS order_count, SUM(o.total) AS spent
  FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id, c.name;

CREATE VIEW best_customers AS
  SELECT id, name, spent FROM customer_orders WHERE order_count >= 5;

CREATE VIEW product_stock AS
  SELECT p.sku AS sku, SUM(i.quantity - i.reserved) AS free
  FROM products p JOIN inventory i ON i.product_id = p.id GROUP BY p.sku;

INSERT INTO numbers VALUES (1);

:double

INSERT INTO customers (id, email, name, phone, birthday, vip, balance, created_at)
  SELECT n, CONCAT('c', n, '@example.org'), CONCAT(ELT(1 + n % 5, 'Ann', 'Björn', '李', 'O''Neil', 'Zoë 😀'), ' ', n),
    IF(n % 3 = 0, NULL, CONCAT('+49 ', n * 17)), IF(n % 4 = 0, NULL, DATE_ADD('1950-01-01', INTERVAL n % 20000 DAY)),
    n % 50 = 0, (n % 10007) / 100 - 20, DATE_ADD('2020-01-01 00:00:00.000001', INTERVAL n * 61 SECOND)
  FROM numbers WHERE n <= :orders DIV 5 + 1;

INSERT INTO addresses
  SELECT n, IF(k = 0, 'billing', 'shipping'), CONCAT(n % 199, ' Main Street'), CONCAT('City ', n % 977), LPAD(n % 99999, 5, '0'),
    ELT(1 + n % 4, 'DE', 'FR', 'CN', 'US')
  FROM numbers JOIN (SELECT 0 AS k UNION ALL SELECT 1) kinds WHERE n <= :orders DIV 5 + 1 AND (k = 0 OR n % 2 = 0);

INSERT INTO categories (id, parent_id, name, path)
  SELECT n, IF(n <= 10, NULL, n % 10 + 1), CONCAT('Category ', n), CONCAT('/', n % 10 + 1, '/', n) FROM numbers WHERE n <= 100;

INSERT INTO products (id, sku, name, description, price, weight, tags, photo, attributes, created_at)
  SELECT n, CONCAT('SKU', LPAD(n, 9, '0')), CONCAT('Product ', n), REPEAT(CONCAT('text ', n, '\n'), n % 30), (n % 9973) / 7 + 1,
    IF(n % 6 = 0, NULL, n / 8), ELT(1 + n % 4, '', 'new', 'sale,last', 'gift'), UNHEX(SHA2(n, 256)),
    CONCAT('{"color": "c', n % 12, '", "size": ', n % 40, '}'), DATE_ADD('2021-03-01 10:00:00.123', INTERVAL n MINUTE)
  FROM numbers WHERE n <= :orders DIV 40 + 10;

INSERT INTO product_categories SELECT n, n % 100 + 1 FROM numbers WHERE n <= :orders DIV 40 + 10;

INSERT INTO product_translations
  SELECT CONCAT('SKU', LPAD(n, 9, '0')), ELT(1 + k, 'de', 'zh-CN', 'fr'), CONCAT(ELT(1 + k, 'Gerät ', '产品 ', 'Appareil '), n), REPEAT('…', n % 50)
  FROM numbers JOIN (SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2) locales WHERE n <= :orders DIV 40 + 10;

INSERT INTO warehouses SELECT n, CONCAT('W', LPAD(n, 3, '0')), CONCAT('City ', n) FROM numbers WHERE n <= 8;

INSERT INTO inventory
  SELECT w.n, p.n, (p.n * w.n) % 500, p.n % 7, IF(p.n % 5 = 0, NULL, DATE_ADD('2026-01-01 00:00:00.5', INTERVAL p.n SECOND))
  FROM numbers p JOIN numbers w ON w.n <= 8 WHERE p.n <= :orders DIV 40 + 10;

INSERT INTO orders (id, customer_id, status, total, currency, note, placed_at, flags)
  SELECT n, 1 + (n * 7919) % (:orders DIV 5 + 1), ELT(1 + n % 4, 'new', 'paid', 'shipped', 'returned'), (n % 100003) / 10,
    ELT(1 + n % 3, 'EUR', 'USD', 'CNY'), IF(n % 5 = 0, CONCAT('please ring twice, \\ ''', n, ''''), NULL),
    DATE_ADD('2024-01-01 00:00:00.250', INTERVAL n * 37 SECOND), n % 256
  FROM numbers WHERE n <= :orders;

INSERT INTO order_items
  SELECT n, k, 1 + (n * 31 + k) % (:orders DIV 40 + 10), 1 + n % 5, (n % 9973) / 7 + 1
  FROM numbers JOIN (SELECT 1 AS k UNION ALL SELECT 2 UNION ALL SELECT 3) ks WHERE n <= :orders AND (k < 3 OR n % 2 = 0);

INSERT INTO payments (id, order_id, amount, method, paid_at, reference)
  SELECT n, n, (n % 100003) / 10, ELT(1 + n % 3, 'card', 'invoice', 'wallet'), IF(n % 11 = 0, NULL, DATE_ADD('2024-01-01', INTERVAL n * 41 SECOND)),
    UNHEX(LEFT(SHA2(CONCAT('pay', n), 256), 32))
  FROM numbers WHERE n <= :orders;

INSERT INTO shipments (id, order_id, warehouse_id, tracking, shipped_on, travel_time)
  SELECT n, n * 2, 1 + n % 8, CONCAT('TRK', LPAD(n, 12, '0')), DATE_ADD('2024-01-02', INTERVAL n % 700 DAY), IF(n % 9 = 0, NULL, SEC_TO_TIME(n % 400000))
  FROM numbers WHERE n <= :orders DIV 2;

INSERT INTO coupons SELECT CONCAT('SAVE-', n), n % 60 + 1, DATE_ADD('2025-01-01', INTERVAL n DAY), 2025 + n % 3, n FROM numbers WHERE n <= 500;

INSERT INTO order_coupons SELECT n * 10, CONCAT('SAVE-', 1 + n % 500) FROM numbers WHERE n <= :orders DIV 10;

INSERT INTO reviews
  SELECT 1 + n % (:orders DIV 40 + 10), n, 1 + n % 5, CONCAT('Review ', n), REPEAT('good ', n % 20) FROM numbers WHERE n <= :orders DIV 8 + 1;

INSERT INTO carts SELECT n, CONCAT('[', n, ', ', n + 1, ', {"sku": "SKU', LPAD(n, 9, '0'), '", "gift": false}]') FROM numbers WHERE n <= :orders DIV 20 + 1;

INSERT INTO sessions
  SELECT UNHEX(LEFT(SHA2(CONCAT('session', n), 256), 32)), n, UNHEX(REPEAT(SHA2(n, 256), n % 4)), 1800000000 + n FROM numbers WHERE n <= :orders DIV 10 + 1;

INSERT INTO audit_log
  SELECT DATE_ADD('2026-01-01', INTERVAL n % 1000 SECOND), CONCAT('user', n % 10), ELT(1 + n % 3, 'login', 'view', 'buy'), IF(n % 2 = 0, NULL, 'same')
  FROM numbers WHERE n <= :orders DIV 10;

INSERT INTO settings VALUES (1, 'The Corner Shop', 19.00);

DROP TABLE numbers;
