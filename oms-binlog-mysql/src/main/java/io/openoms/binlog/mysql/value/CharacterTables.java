package io.openoms.binlog.mysql.value;

import java.util.Map;

/** What a server tells about its character sets. Thread-safe; methods may block. */
public interface CharacterTables {

  /**
   * The name of the character set that a collation belongs to.
   *
   * @param collation the collation's number, as the log has it
   * @throws io.openoms.binlog.mysql.error.MalformedEventException when there is no such collation
   */
  String characterSet(int collation);

  /**
   * The characters of a set, in UTF-8, by their codes. Codes without a character of Unicode are
   * left out.
   *
   * @param characterSet its name
   */
  Map<Integer, byte[]> codes(String characterSet);
}
