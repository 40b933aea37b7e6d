package io.openoms.tidb.openprotocol;

import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.changefeed.OpenRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Messages that TiCDC's own encoder (tiflow v7.5.7) wrote of values made by hand. Stateless. */
final class Frozen {

  static final List<String> NAMES =
      List.of(
          "insert",
          "update",
          "update-no-old-value",
          "update-only-updated-columns",
          "delete",
          "delete-only-handle-key",
          "insert-partitioned",
          "batch-insert-update-delete",
          "batch-max-size-2.0",
          "batch-max-size-2.1",
          "insert-large-handle-key-only",
          "ddl-add-column",
          "ddl-create-database",
          "resolved");

  /** The table of the messages. */
  static final TableDefinition TABLE =
      CreateTableParser.parse(
          """
          CREATE TABLE t (
            id bigint NOT NULL,
            c_tiny tinyint, c_tinyu tinyint unsigned, c_small smallint, c_medium mediumint,
            c_int int NOT NULL, c_bigu bigint unsigned, c_float float, c_double double,
            c_decimal decimal(30,10), c_bit bit(10), c_year year,
            c_char char(20) CHARACTER SET utf8mb4, c_varchar varchar(20) CHARACTER SET utf8mb4,
            c_null varchar(20) CHARACTER SET utf8mb4, c_text text CHARACTER SET utf8mb4,
            c_binary binary(8), c_varbinary varbinary(20), c_blob blob,
            c_enum enum('a','b','c') CHARACTER SET utf8mb4,
            c_set set('a','b','c') CHARACTER SET utf8mb4,
            c_date date, c_time time(6), c_datetime datetime(6), c_timestamp timestamp NULL,
            c_json json, c_uk int NOT NULL,
            PRIMARY KEY (id), UNIQUE KEY (c_uk))
          """,
          "test");

  private Frozen() {}

  static OpenRecord record(String name) {
    return new OpenRecord(bytes(name + ".key.bin"), bytes(name + ".value.bin"));
  }

  private static byte[] bytes(String file) {
    try (InputStream in = Frozen.class.getResourceAsStream("frozen/" + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
