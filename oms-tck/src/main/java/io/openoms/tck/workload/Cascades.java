package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** A parent changes its key or goes, and its children with it; counts when it had any. */
record Cascades(WorkloadTable parents, WorkloadTable children) implements Change {

  @Override
  public List<WorkloadTable> tables() {
    return List.of(parents, children);
  }

  @Override
  public Feature feature() {
    return Feature.CASCADES;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    Random random = session.random();
    int keys = session.options().keys();
    session.update(PlainChange.insert(parents, random, keys));
    for (int i = 0; i < 3; i++) {
      session.update(PlainChange.insert(children, random, keys));
    }
    String parent = "(SELECT parent FROM (SELECT parent FROM " + children.name() + " LIMIT 1) one)";
    return session.update(
            random.nextBoolean()
                ? "DELETE FROM " + parents.name() + " WHERE id = " + parent
                : "UPDATE "
                    + parents.name()
                    + " SET id = "
                    + parents.key().get(0).literal().of(random, keys)
                    + " WHERE id = "
                    + parent)
        > 0;
  }
}
