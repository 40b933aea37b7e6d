package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.dialect.mysql.sql.ViewNames;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.SchemaStatement.Kind;
import io.openoms.spi.data.ViewDefinition;
import io.openoms.spi.type.SqlText;
import java.util.List;
import java.util.stream.Collectors;

/** Converts one view for one target: the names in its query become those of the target. */
public final class ViewConversion {

  private ViewConversion() {}

  /** Converts. */
  public static Conversion of(
      ViewDefinition view, ObjectName target, DdlTarget server, ConversionContext context) {
    SqlText own = StandardSql.text(view.query());
    if (!ForeignSql.isOwn(own)) {
      return refused(view);
    }
    Notes notes = new Notes();
    String query = ViewNames.renamed(own.sql(), context.names());
    query =
        new ExpressionMapping(server.facts(), new CollationMapping(server.facts()))
            .map(MySqlFamilyDialect.sql(query));
    boolean keepsInvoker = view.invoker() && server.traits().keepsInvoker();
    if (view.invoker() && !keepsInvoker) {
      notes.notice(
          "it reads with the rights of the account that creates it: the target lacks SQL SECURITY"
              + " INVOKER");
    }
    String columns =
        view.columns().stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    String option =
        view.checkOption().equals("NONE") ? "" : " WITH " + view.checkOption() + " CHECK OPTION";
    String sql =
        "CREATE "
            + (keepsInvoker ? "SQL SECURITY INVOKER " : "")
            + "VIEW "
            + Identifiers.quote(target)
            + " ("
            + columns
            + ") AS "
            + query
            + option;
    return new Conversion(
        List.of(new SchemaStatement(Kind.VIEW, target.toString(), sql)),
        List.of(),
        notes.notices(),
        List.of(),
        notes.faults());
  }

  private static Conversion refused(ViewDefinition view) {
    return new Conversion(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            "its query cannot be translated, "
                + ForeignSql.cause(view.query())
                + ". Leave the view out of the selection and create it at the target by hand"));
  }
}
