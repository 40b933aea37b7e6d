package io.openoms.core.precheck;

import io.openoms.ConflictRule;
import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.core.plan.CascadeLinks;
import io.openoms.core.plan.Followable;
import io.openoms.core.plan.SinkRules;
import io.openoms.core.plan.TableReads;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.GivenNumbers;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.RowSink;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** BOTH_WAYS: both directions of the project can work at the same time. */
record BothWaysCheck(ProjectDefinition project, EndpointSession source, EndpointSession sink)
    implements Precheck {

  private static final String NAME = "BOTH_WAYS";
  private static final String LEAVE_OUT = "leave the table out of the project";

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    List<PrecheckItem> items = new ArrayList<>();
    new ReverseCheck(source, sink)
        .missing()
        .forEach(what -> fail(items, "endpoints", what, "choose another endpoint"));
    if (items.isEmpty()) {
      end(items, source, scope.tables().keySet());
      end(items, sink, scope.tables().values());
      tables(items, scope);
    }
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, scope.tables().size() + " tables"))
        : items;
  }

  private static void fail(List<PrecheckItem> items, String subject, String cause, String advice) {
    items.add(PrecheckItem.failed(NAME, subject, cause, advice));
  }

  /** What either end must be able to do. */
  private static void end(
      List<PrecheckItem> items, EndpointSession end, Collection<ObjectName> tables) {
    String product = end.facts().product();
    boolean locks =
        end.rowSink()
            .map(RowSink::capabilities)
            .filter(can -> can.contains(SinkCapability.LOCKED_READ))
            .isPresent();
    if (!locks) {
      fail(items, product, "rows cannot be kept from being changed", "choose another endpoint");
    }
    if (!end.changeLog().orElseThrow().carriesWholeRows()) {
      fail(
          items,
          product,
          "its log does not carry whole rows",
          "set binlog_row_image to FULL, for all sessions");
    }
    for (String trigger : ForeignTriggers.of(tables, end)) {
      fail(
          items,
          "trigger " + trigger,
          "it would run at both ends for each change, and what it does would be brought over, too",
          "drop it at both ends, or " + LEAVE_OUT);
    }
  }

  private void tables(List<PrecheckItem> items, PrecheckScope scope) {
    Catalog catalog = source.catalog().orElseThrow();
    TableReads reads = new TableReads(catalog, project.selection());
    scope.tables().keySet().stream()
        .sorted()
        .forEach(name -> catalog.table(name).ifPresent(table -> table(items, reads, table)));
    cascades(items, reads, catalog, source, scope.tables().keySet());
    TableReads there = new TableReads(sink.catalog().orElseThrow(), project.selection());
    cascades(items, there, sink.catalog().orElseThrow(), sink, scope.tables().values());
  }

  private void table(List<PrecheckItem> items, TableReads reads, TableDefinition table) {
    ObjectName name = table.name();
    String subject = name.toString();
    if (table.copyKey().isEmpty()) {
      fail(items, subject, "it has no key that tells its rows", "give it a primary key");
    }
    if (reads.filter(name).isPresent() || !reads.columns(name).isEmpty() || reads.isMerged(name)) {
      fail(
          items,
          subject,
          "only a part of its rows or columns is moved, or it shares its target with others",
          "select it as a whole, or " + LEAVE_OUT);
    }
    if (table.columns().stream().anyMatch(ColumnDefinition::autoIncrement)) {
      numbers(items, subject);
    }
    latest(items, table);
  }

  private void numbers(List<PrecheckItem> items, String table) {
    Optional<GivenNumbers> here = source.givenNumbers();
    Optional<GivenNumbers> there = sink.givenNumbers();
    if (here.isPresent() && there.isPresent() && here.get().meets(there.get())) {
      fail(
          items,
          table,
          "both ends may give the same number to new rows: the source "
              + here.get()
              + ", the sink "
              + there.get(),
          "set auto_increment_increment to 2 at both ends, auto_increment_offset to 1 at one and"
              + " to 2 at the other, for all sessions");
    }
  }

  private void latest(List<PrecheckItem> items, TableDefinition table) {
    ConflictRule rule = project.phases().reverseOptions().conflictRule();
    rule.column()
        .filter(column -> table.column(column).filter(BothWaysCheck::isOrdered).isEmpty())
        .ifPresent(
            column ->
                fail(
                    items,
                    table.name().toString(),
                    "it has no column " + column + " whose values say which row is the latest",
                    "name a column of whole numbers, decimals, dates or points in time that every"
                        + " table has"));
  }

  private static boolean isOrdered(ColumnDefinition column) {
    return switch (column.type().kind()) {
      case ENUM, SET, TIME -> false;
      default ->
          switch (column.type().kind().form()) {
            case NUMBER, TEMPORAL -> true;
            case FLOATING, TEXT, BYTES -> false;
          };
    };
  }

  private void cascades(
      List<PrecheckItem> items,
      TableReads reads,
      Catalog catalog,
      EndpointSession end,
      Collection<ObjectName> tables) {
    ChangeLog log = end.changeLog().orElseThrow();
    Followable followable =
        Followable.of(
            List.copyOf(tables),
            reads,
            catalog,
            log,
            project.phases().incrementalOptions(),
            SinkRules.of(end.rowSink().orElseThrow()));
    for (CascadeLinks.Link link : followable.cascades().links()) {
      fail(
          items,
          link.child().toString(),
          "its foreign key "
              + link.key().name()
              + " changes rows without a trace in the log of "
              + end.facts().product(),
          "make it RESTRICT at both ends, or " + LEAVE_OUT);
    }
  }
}
