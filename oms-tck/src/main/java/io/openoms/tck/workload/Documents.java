package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Documents changed in a part, by functions that a log may hold as such; counts when one was. */
record Documents(WorkloadTable table) implements Change {

  @Override
  public List<WorkloadTable> tables() {
    return List.of(table);
  }

  @Override
  public Feature feature() {
    return Feature.JSON;
  }

  @Override
  public boolean isTransactional() {
    return false;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    Random random = session.random();
    int keys = session.options().keys();
    session.update(PlainChange.insert(table, random, keys));
    String part =
        switch (random.nextInt(5)) {
          case 0 -> "JSON_SET(j, '$.n.a', " + random.nextInt(1000) + ")";
          case 1 -> "JSON_REMOVE(j, '$.tags[0]')";
          case 2 -> "JSON_REPLACE(j, '$.tags[1]', 'ab中', '$.id', -1)";
          case 3 -> "JSON_SET(j, '$.\"new\"', CAST('[1, {\"x\": null}]' AS CHAR), '$.pad', 'q')";
          default -> "JSON_SET(j, '$.n', JSON_OBJECT('k', " + random.nextInt(9) + "))";
        };
    return session.update(
            "UPDATE "
                + table.name()
                + " SET j = "
                + part
                + (random.nextBoolean() ? ", v = " + Literals.number(random, keys) : "")
                + " WHERE j IS NOT NULL AND id >= "
                + random.nextInt(keys)
                + " ORDER BY id LIMIT "
                + (1 + random.nextInt(3)))
        > 0;
  }
}
