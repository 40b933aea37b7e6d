package io.openoms.jdbc.mysql.precheck;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * SOURCE_PRIVILEGES: every selected table can be read. The server is asked to read none of its
 * rows, since a list of grants leaves out roles on some versions.
 */
final class SourcePrivilegesCheck implements Precheck {

  private static final String NAME = "SOURCE_PRIVILEGES";

  private final Probe probe;

  SourcePrivilegesCheck(Probe probe) {
    this.probe = probe;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    String account = Account.of(probe);
    List<ObjectName> tables = Selection.sources(scope);
    List<PrecheckItem> items = new ArrayList<>();
    tables.forEach(table -> checkTable(table, account).ifPresent(items::add));
    Selection.databases(tables).forEach(database -> checkViews(database, account, items));
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, "SELECT on " + tables.size() + " tables"))
        : items;
  }

  private Optional<PrecheckItem> checkTable(ObjectName table, String account) {
    String from = " FROM " + Identifiers.quote(table) + " LIMIT 0";
    Optional<SQLException> whole = probe.refusal("SELECT *" + from);
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    String cause = Objects.requireNonNullElse(whole.get().getMessage(), "no message");
    String advice = "GRANT SELECT ON " + Identifiers.quote(table) + " TO " + account;
    // A grant on some columns is enough when the project copies only those.
    return Optional.of(
        probe.refusal("SELECT 1" + from).isEmpty()
            ? PrecheckItem.warning(NAME, table.toString(), cause, advice)
            : PrecheckItem.failed(NAME, table.toString(), cause, advice));
  }

  /** Without SHOW VIEW the catalog shows a view with an empty query. */
  private void checkViews(String database, String account, List<PrecheckItem> items) {
    probe
        .rows(
            "SELECT table_name FROM information_schema.views"
                + " WHERE table_schema = ? AND (view_definition IS NULL OR view_definition = '')"
                + " ORDER BY table_name",
            database)
        .forEach(
            row -> {
              ObjectName view = new ObjectName(database, row.get(0));
              items.add(
                  PrecheckItem.warning(
                      NAME,
                      view.toString(),
                      "the view's query is hidden from this user",
                      "GRANT SELECT, SHOW VIEW ON " + Identifiers.quote(view) + " TO " + account));
            });
  }
}
