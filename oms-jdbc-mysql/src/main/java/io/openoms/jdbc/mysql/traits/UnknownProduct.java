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
 * A product whose module is not on the class path. It is treated like another one until the
 * precheck refuses it, by its name. Immutable.
 *
 * @param like the product that it is treated like
 */
record UnknownProduct(ProductTraits like) implements ProductTraits {

  @Override
  public String product() {
    return "unknown product";
  }

  @Override
  public Optional<String> mark() {
    return Optional.empty();
  }

  @Override
  public VersionTraits versions() {
    return like.versions();
  }

  @Override
  public ErrorTraits errors() {
    return like.errors();
  }

  @Override
  public CatalogTraits catalog() {
    return like.catalog();
  }

  @Override
  public DdlTraits ddl() {
    return like.ddl();
  }

  @Override
  public SinkTraits sink() {
    return like.sink();
  }

  @Override
  public Optional<LogTraits> log() {
    return like.log();
  }

  @Override
  public TargetProbe probe(Connections connections) {
    return like.probe(connections);
  }
}
