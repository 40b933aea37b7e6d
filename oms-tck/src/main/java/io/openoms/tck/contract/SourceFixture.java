package io.openoms.tck.contract;

import io.openoms.ObjectName;

/** A place whose rows the server's own client writes. Each call is one transaction. */
public interface SourceFixture extends ContractFixture {

  /** Inserts the rows {@code from}, {@code from + 1} …; the text of a row is "v" and its number. */
  void insert(ObjectName table, int from, int rows);

  /** Changes the text of a row. */
  void update(ObjectName table, int id, String v);

  /** Removes a row. */
  void delete(ObjectName table, int id);
}
