package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Large objects, made by the server; small ones as often as big ones, by their digits. */
record LargeObjects(WorkloadTable table) implements Change {

  @Override
  public List<WorkloadTable> tables() {
    return List.of(table);
  }

  @Override
  public Feature feature() {
    return Feature.LOBS;
  }

  @Override
  public int weight() {
    return 5;
  }

  @Override
  public boolean isTransactional() {
    return false;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    Random random = session.random();
    String name = table.name();
    String where = " WHERE " + table.oneKey(random, session.options().keys());
    String number = Literals.number(random, 1);
    String bytes = "LEFT(REPEAT(x'00ff275c0a0d1a22e4', " + size(session) / 9 + " + 1), ";
    String text = "REPEAT('it''s 中😀 ', " + size(session) / 16 + ")";
    int length = size(session);
    bytes = length % 7 == 0 ? "''" : bytes + length + ")";
    return session.update(
            switch (random.nextInt(6)) {
              case 0, 1, 2 ->
                  "REPLACE INTO "
                      + name
                      + " VALUES ("
                      + table.key().get(0).literal().of(random, session.options().keys())
                      + ", "
                      + number
                      + ", "
                      + bytes
                      + ", "
                      + text
                      + ")";
              case 3 -> "UPDATE " + name + " SET v = " + number + where;
              case 4 -> "UPDATE " + name + " SET t = CONCAT(LEFT(t, 100), 'x')" + where;
              default -> "DELETE FROM " + name + where;
            })
        > 0;
  }

  private static int size(WriterSession session) {
    double most = Math.log(session.options().lobBytes());
    return (int) Math.exp(session.random().nextDouble() * most);
  }
}
