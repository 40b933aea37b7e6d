package io.openoms.testkit.sample;

import io.openoms.testkit.DatabaseServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A shop of twenty tables and four views, with about five rows for each order: all ordinary types,
 * composite, textual, binary and missing keys, an empty table, a view over a view. The same rows
 * each time. Immutable and thread-safe.
 */
public final class ShopSchema {

  private static final List<String> TABLES =
      List.of(
          "addresses",
          "audit_log",
          "carts",
          "categories",
          "coupons",
          "customers",
          "inventory",
          "order_coupons",
          "order_items",
          "orders",
          "payments",
          "product_categories",
          "product_translations",
          "products",
          "returned_goods",
          "reviews",
          "sessions",
          "settings",
          "shipments",
          "warehouses");
  private static final List<String> VIEWS =
      List.of("best_customers", "customer_orders", "order_totals", "product_stock");

  /** What MySQL's family is told first, and PostgreSQL. */
  private enum Language {
    MYSQL("shop.sql") {
      @Override
      List<String> beginning(String database) {
        return List.of(
            "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
            "USE " + database,
            "SET time_zone = '+00:00'");
      }
    },
    POSTGRESQL("shop-postgresql.sql") {
      @Override
      List<String> beginning(String database) {
        return List.of("CREATE SCHEMA " + database, "SET search_path = " + database);
      }
    };

    private final String script;

    Language(String script) {
      this.script = script;
    }

    abstract List<String> beginning(String database);
  }

  private static final int SMALLEST_SEQUENCE = 1_000;

  private final Language language;
  private final String database;
  private final long orders;

  private ShopSchema(Language language, String database, long orders) {
    this.language = language;
    this.database = database;
    this.orders = orders;
  }

  /**
   * A shop in a database of that name.
   *
   * @param database lower-case letters, digits, underscores
   * @param orders the number of orders, 1 or more; 200,000 make about a million rows in all
   */
  public static ShopSchema of(String database, long orders) {
    return of(Language.MYSQL, database, orders);
  }

  /**
   * The same tables in PostgreSQL's types, in a schema of that name, without views.
   *
   * @param schema lower-case letters, digits, underscores
   * @param orders as {@link #of}
   */
  public static ShopSchema postgreSql(String schema, long orders) {
    return of(Language.POSTGRESQL, schema, orders);
  }

  private static ShopSchema of(Language language, String database, long orders) {
    if (!database.matches("[a-z0-9_]{1,64}") || orders < 1) {
      throw new IllegalArgumentException(
          "Not a plain name and number: " + database + ", " + orders);
    }
    return new ShopSchema(language, database, orders);
  }

  /**
   * Creates the database with all tables, views and rows. Blocks, some seconds for a million rows.
   *
   * @throws io.openoms.testkit.TestServerException when it is there already, or a statement fails
   */
  public void create(DatabaseServer server) {
    List<String> statements = new ArrayList<>(language.beginning(database));
    for (String statement : script().split(";\n", -1)) {
      statements.add(statement.replace(":orders", Long.toString(orders)));
    }
    statements.removeIf(String::isBlank);
    server.execute(statements.toArray(String[]::new));
  }

  private String script() {
    try (InputStream in = ShopSchema.class.getResourceAsStream(language.script)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)^--.*\n", "").replace(":double\n", doublings());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sequence of numbers grows by itself until it covers the orders. */
  private String doublings() {
    StringBuilder sql = new StringBuilder();
    for (long n = 1; n < Math.max(orders, SMALLEST_SEQUENCE); n *= 2) {
      sql.append("INSERT INTO numbers SELECT n + ").append(n).append(" FROM numbers;\n");
    }
    return sql.toString();
  }

  /** The database's or schema's name. */
  public String database() {
    return database;
  }

  /** The tables' names, sorted. */
  public List<String> tables() {
    return TABLES;
  }

  /** The views' names, sorted. */
  public List<String> views() {
    return language == Language.MYSQL ? VIEWS : List.of();
  }
}
