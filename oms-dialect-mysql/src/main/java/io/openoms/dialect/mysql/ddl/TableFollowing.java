package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.DefinitionChange;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.SchemaStatement.Kind;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the statements after which a table of a target follows a change at its source. The tables
 * before and after the change are converted as in a migration; what differs between the two is
 * changed, whatever the target has beside it is left alone. Parts that are already as they shall be
 * get no statement, so nothing is made twice after a crash. Not thread-safe; one use.
 */
public final class TableFollowing {

  private final TableDefinition existing;
  private final ObjectName target;
  private final DefinitionChange change;
  private final HeldForm before;
  private final HeldForm after;
  private final List<SchemaStatement> statements = new ArrayList<>();

  /** For a table as it is at that server now. Blocks on the server. */
  public TableFollowing(
      TableDefinition existing,
      ObjectName target,
      DefinitionChange change,
      DdlTarget server,
      ConversionContext context) {
    this.existing = existing;
    this.target = target;
    this.change = change;
    this.before =
        new TableConversion(change.before(), target, server, context(context, collationsBefore()))
            .form();
    this.after =
        new TableConversion(
                change.after(), target, server, context(context, collationsAfter(context)))
            .form();
  }

  private static ConversionContext context(
      ConversionContext context, Map<String, String> collations) {
    return new ConversionContext(collations, context.collisions(), context.names());
  }

  /** Columns that are there keep the collation that they have. */
  private Map<String, String> collationsBefore() {
    Map<String, String> found = new HashMap<>();
    for (ColumnDefinition column : change.before().columns()) {
      collationAtTarget(column, column.name()).ifPresent(c -> found.put(column.name(), c));
    }
    return found;
  }

  private Map<String, String> collationsAfter(ConversionContext context) {
    Map<String, String> found = new HashMap<>();
    for (ColumnDefinition column : change.after().columns()) {
      String origin = change.origins().get(column.name());
      Optional<String> kept =
          origin == null
              ? Optional.ofNullable(context.collations().get(column.name()))
              : change
                  .before()
                  .column(origin)
                  .filter(old -> isSameText(old, column))
                  .flatMap(
                      old ->
                          collationAtTarget(column, column.name())
                              .or(() -> collationAtTarget(column, origin)));
      kept.filter(any -> ColumnCollations.isText(column))
          .ifPresent(c -> found.put(column.name(), c));
    }
    return found;
  }

  private static boolean isSameText(ColumnDefinition one, ColumnDefinition other) {
    return one.type().characterSet().equals(other.type().characterSet())
        && one.type().collation().equals(other.type().collation());
  }

  private Optional<String> collationAtTarget(ColumnDefinition column, String name) {
    return ColumnCollations.isText(column)
        ? existing.column(name).flatMap(there -> there.type().collation())
        : Optional.empty();
  }

  /** The statements, in the order in which they are executed. */
  public Conversion statements() {
    List<String> faults = new ArrayList<>(after.notes().faults());
    List<String> notices = new ArrayList<>(after.notes().notices());
    notices.removeAll(before.notes().notices());
    if (faults.isEmpty()) {
      FollowedIndexes indexes = new FollowedIndexes(existing, target, before, after);
      FollowedColumns columns = new FollowedColumns(existing, target, change, before, after);
      dropChecks();
      statements.addAll(indexes.dropped());
      statements.addAll(columns.statements());
      statements.addAll(indexes.added());
      addChecks();
      options();
      faults.addAll(columns.faults());
      FollowedPartitions partitions =
          new FollowedPartitions(existing, target, change, after.renderers().partitions());
      statements.addAll(partitions.statements());
      faults.addAll(partitions.faults());
      notices.addAll(partitions.notices());
    }
    if (!change.before().foreignKeys().equals(change.after().foreignKeys())) {
      notices.add("its foreign keys change, which the sink does not hold while it follows");
    }
    return new Conversion(statements, List.of(), notices, List.of(), faults);
  }

  private void dropChecks() {
    before
        .checks()
        .forEach(
            (name, sql) -> {
              boolean goes = !sql.equals(after.checks().get(name));
              if (goes && isThere(name)) {
                alter("DROP CONSTRAINT " + Identifiers.quote(name));
              }
            });
  }

  private void addChecks() {
    after
        .checks()
        .forEach(
            (name, sql) -> {
              boolean comes = !sql.equals(before.checks().get(name));
              if (comes && (!isThere(name) || before.checks().containsKey(name))) {
                alter("ADD " + sql);
              }
            });
  }

  private boolean isThere(String check) {
    return existing.checks().stream().anyMatch(c -> c.name().equalsIgnoreCase(check));
  }

  private void options() {
    String comment = after.table().comment();
    if (!comment.equals(before.table().comment()) && !comment.equals(existing.comment())) {
      alter("COMMENT = " + Literals.text(comment));
    }
    after
        .collation()
        .filter(now -> !Optional.of(now).equals(before.collation()))
        .filter(now -> !existing.collation().equals(Optional.of(now.collation())))
        .ifPresent(
            now ->
                alter(
                    "DEFAULT CHARACTER SET = "
                        + now.characterSet()
                        + " COLLATE = "
                        + now.collation()));
  }

  private void alter(String clause) {
    statements.add(statement(target, clause));
  }

  static SchemaStatement statement(ObjectName target, String clause) {
    return new SchemaStatement(
        Kind.ALTERATION,
        target.toString(),
        "ALTER TABLE " + Identifiers.quote(target) + " " + clause);
  }
}
