package io.openoms.jdbc.mysql.traits;

import io.openoms.dialect.mysql.ddl.DdlTraits;
import io.openoms.dialect.mysql.ddl.TargetProbe;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.catalog.CatalogTraits;
import io.openoms.jdbc.mysql.connection.ErrorTraits;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.jdbc.mysql.sink.SinkTraits;
import java.util.Optional;

/**
 * What one product of the family does in its own way, whatever role its server plays. Each product
 * implements this in its own module, which names the class in {@code META-INF/services}: so a
 * server of any product that is on the class path is recognized, whichever endpoint meets it.
 * Stateless; thread-safe. Nothing blocks.
 */
public interface ProductTraits {

  /** The product's name, as messages show it. */
  String product();

  /**
   * The word in {@code VERSION()} by which its servers are recognized; empty for the product that
   * writes no such word, which every other server is taken for.
   */
  Optional<String> mark();

  /** Its versions. */
  VersionTraits versions();

  /** Its error numbers. */
  ErrorTraits errors();

  /** How its catalog differs. */
  CatalogTraits catalog();

  /** How its definitions differ. */
  DdlTraits ddl();

  /** How its statements that change rows differ. */
  SinkTraits sink();

  /** How its binary log differs; empty for a product without one. */
  Optional<LogTraits> log();

  /** Asks a server whether it takes a definition; a product that does not tell stays silent. */
  default TargetProbe probe(Connections connections) {
    return TargetProbe.silent();
  }
}
