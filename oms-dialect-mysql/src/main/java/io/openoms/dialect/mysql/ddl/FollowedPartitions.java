package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.sql.Tokenizer;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DefinitionChange;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.Partitioning.Partition;
import io.openoms.spi.data.Partitioning.Scheme;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The partitions of a target's table that come, go or are cut anew. Rows that go with a partition
 * stand in no event, so they go at the target only where its partition has the same rows for
 * certain. Not thread-safe; one use.
 */
final class FollowedPartitions {

  private final TableDefinition existing;
  private final ObjectName target;
  private final DefinitionChange change;
  private final PartitionRenderer renderer;
  private final Optional<PartitionShape> there;
  private final Optional<PartitionShape> before;
  private final Optional<PartitionShape> after;
  private final List<SchemaStatement> statements = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  FollowedPartitions(
      TableDefinition existing,
      ObjectName target,
      DefinitionChange change,
      PartitionRenderer renderer) {
    this.existing = existing;
    this.target = target;
    this.change = change;
    this.renderer = renderer;
    this.there = PartitionShape.of(existing.partitioning());
    this.before = PartitionShape.of(change.before().partitioning());
    this.after = PartitionShape.of(change.after().partitioning());
    if (!change.emptied().isEmpty()) {
      empty();
    } else if (!before.equals(after) && !there.equals(after)) {
      cut();
    }
  }

  List<SchemaStatement> statements() {
    return statements;
  }

  List<String> faults() {
    return faults;
  }

  List<String> notices() {
    return notices;
  }

  private void alter(String clause) {
    statements.add(TableFollowing.statement(target, clause));
  }

  private void empty() {
    boolean drops = !before.equals(after);
    if (drops && there.equals(after)) {
      return;
    }
    String names = String.join(", ", change.emptied());
    if (!there.equals(before) || !isCutByValues(existing.partitioning())) {
      faults.add(
          "the rows of its partitions "
              + names
              + " go without an event, and "
              + target
              + " is partitioned in another way");
    } else if (!isComparedAlike()) {
      faults.add(
          "the rows of its partitions "
              + names
              + " go without an event, and "
              + target
              + " compares the texts that it is cut by in another way");
    } else {
      alter(
          (drops ? "DROP" : "TRUNCATE")
              + " PARTITION "
              + change.emptied().stream()
                  .map(Identifiers::quote)
                  .collect(Collectors.joining(", ")));
    }
  }

  private static boolean isCutByValues(Optional<Partitioning> partitioning) {
    return partitioning.map(Partitioning::scheme).filter(s -> s.method().hasValues()).isPresent();
  }

  /** Whether texts have the same collation at both ends. */
  private boolean isComparedAlike() {
    Scheme scheme = change.before().partitioning().orElseThrow().scheme();
    return Tokenizer.scan(scheme.expression().sql()).stream()
        .filter(token -> token.isName())
        .flatMap(token -> change.before().column(token.text()).stream())
        .filter(ColumnCollations::isText)
        .allMatch(this::hasItsCollation);
  }

  private boolean hasItsCollation(ColumnDefinition column) {
    return existing
        .column(column.name())
        .filter(there -> there.type().collation().equals(column.type().collation()))
        .isPresent();
  }

  private void cut() {
    if (!there.equals(before)) {
      cutOtherwise();
      return;
    }
    if (after.isEmpty()) {
      removePartitions();
      return;
    }
    Partitioning now = change.after().partitioning().orElseThrow();
    List<Partition> added = added(now);
    alter(added.isEmpty() ? renderer.clause(now) : "ADD PARTITION " + renderer.list(now, added));
  }

  /** The partitions at the end that are new, where nothing else is. */
  private List<Partition> added(Partitioning now) {
    List<String> old = before.map(PartitionShape::partitions).orElse(List.of());
    List<String> all = after.orElseThrow().partitions();
    boolean isSame = before.map(PartitionShape::scheme).equals(after.map(PartitionShape::scheme));
    boolean isLonger =
        isSame
            && now.scheme().method().hasValues()
            && all.size() > old.size()
            && all.subList(0, old.size()).equals(old);
    return isLonger ? now.partitions().subList(old.size(), all.size()) : List.of();
  }

  /** Where rows lie is no part of what they are; but a list of values may refuse some. */
  private void cutOtherwise() {
    if (isCutByValues(existing.partitioning())) {
      faults.add("its partitions change, and " + target + " is partitioned in another way");
    } else {
      notices.add("its partitions change, and " + target + " keeps its own way");
    }
  }

  private void removePartitions() {
    if (isCutByValues(existing.partitioning())) {
      alter("REMOVE PARTITIONING");
    } else {
      notices.add("it is partitioned no more, and " + target + " stays so");
    }
  }
}
