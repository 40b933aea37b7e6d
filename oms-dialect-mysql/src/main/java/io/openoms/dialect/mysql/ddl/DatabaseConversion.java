package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.SchemaStatement.Kind;
import java.util.Optional;

/** Converts a database: its default character set and collation, or what stands for them. */
public final class DatabaseConversion {

  private DatabaseConversion() {}

  /**
   * The statement that creates it, unless it is there.
   *
   * @param collation the default collation at the source; empty where it is not known
   * @param facts what the target has
   */
  public static SchemaStatement of(String name, Optional<String> collation, ServerFacts facts) {
    String defaults =
        collation
            .flatMap(wanted -> candidate(wanted, facts))
            .map(
                found ->
                    " DEFAULT CHARACTER SET "
                        + found.characterSet()
                        + " COLLATE "
                        + found.collation())
            .orElse("");
    return new SchemaStatement(
        Kind.DATABASE, name, "CREATE DATABASE IF NOT EXISTS " + Identifiers.quote(name) + defaults);
  }

  private static Optional<CollationMapping.Target> candidate(String collation, ServerFacts facts) {
    String set =
        collation.contains("_") ? collation.substring(0, collation.indexOf('_')) : collation;
    return new CollationMapping(facts).candidates(set, collation).stream().findFirst();
  }
}
