package io.openoms.dialect.mysql.ddl;

import static io.openoms.spi.data.IndexDefinition.Kind.PRIMARY;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Part;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.SchemaStatement.Kind;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The keys and indexes of a target's table that go, come, or get another form. One with another
 * form is dropped before the columns change, and made after that. Not thread-safe.
 */
final class FollowedIndexes {

  private final TableDefinition existing;
  private final ObjectName target;
  private final HeldForm before;
  private final HeldForm after;

  FollowedIndexes(TableDefinition existing, ObjectName target, HeldForm before, HeldForm after) {
    this.existing = existing;
    this.target = target;
    this.before = before;
    this.after = after;
  }

  List<SchemaStatement> dropped() {
    List<SchemaStatement> statements = new ArrayList<>();
    for (IndexDefinition index : before.indexes()) {
      Optional<IndexDefinition> now = find(after.indexes(), index.name());
      Optional<IndexDefinition> there = find(existing.indexes(), index.name());
      boolean goes = now.isEmpty() || !isSame(index, now.get());
      boolean isDone = there.isEmpty() || (now.isPresent() && isAlike(there.get(), now.get()));
      if (goes && !isDone && (index.kind() != PRIMARY || now.isEmpty())) {
        statements.add(TableFollowing.statement(target, dropping(index)));
      }
    }
    return statements;
  }

  private static String dropping(IndexDefinition index) {
    return index.kind() == PRIMARY
        ? "DROP PRIMARY KEY"
        : "DROP INDEX " + Identifiers.quote(index.name());
  }

  List<SchemaStatement> added() {
    List<SchemaStatement> statements = new ArrayList<>();
    for (IndexDefinition index : after.indexes()) {
      Optional<IndexDefinition> old = find(before.indexes(), index.name());
      Optional<IndexDefinition> there = find(existing.indexes(), index.name());
      boolean comes = old.isEmpty() || !isSame(old.get(), index);
      if (comes && there.filter(found -> isAlike(found, index)).isEmpty()) {
        statements.add(adding(index, there.isPresent()));
      }
    }
    return statements;
  }

  /** The primary key is exchanged in one statement: a table may not be without one in between. */
  private SchemaStatement adding(IndexDefinition index, boolean isThere) {
    if (index.kind() == PRIMARY) {
      return TableFollowing.statement(
          target, (isThere ? "DROP PRIMARY KEY, ADD " : "ADD ") + clause(index));
    }
    return new SchemaStatement(
        Kind.INDEX, index.name(), after.renderers().indexes().statement(target, index));
  }

  private String clause(IndexDefinition index) {
    return after.renderers().indexes().clause(index);
  }

  /**
   * Whether two definitions of the source are written the same, columns followed by their names.
   */
  private boolean isSame(IndexDefinition one, IndexDefinition other) {
    return clause(one).equals(clause(other));
  }

  /** Whether the target's index is that one, as far as a catalog tells. */
  private static boolean isAlike(IndexDefinition there, IndexDefinition wanted) {
    return there.kind() == wanted.kind()
        && parts(there).equals(parts(wanted))
        && there.visible() == wanted.visible();
  }

  private static List<String> parts(IndexDefinition index) {
    return index.parts().stream().map(FollowedIndexes::part).toList();
  }

  private static String part(Part part) {
    return part.column().map(name -> name.toLowerCase(Locale.ROOT)).orElse("(expression)")
        + "/"
        + part.prefix();
  }

  private static Optional<IndexDefinition> find(List<IndexDefinition> indexes, String name) {
    return indexes.stream().filter(index -> index.name().equalsIgnoreCase(name)).findFirst();
  }
}
