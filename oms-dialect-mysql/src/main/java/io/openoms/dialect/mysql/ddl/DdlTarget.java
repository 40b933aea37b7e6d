package io.openoms.dialect.mysql.ddl;

import io.openoms.spi.ServerFacts;

/**
 * The server that definitions are converted for. Thread-safe.
 *
 * @param facts what it has
 * @param traits what its product writes in its own way
 * @param probe asks it
 */
public record DdlTarget(ServerFacts facts, DdlTraits traits, TargetProbe probe) {}
