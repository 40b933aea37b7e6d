package io.openoms.event;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * An object changed its status.
 *
 * @param at when
 * @param phase the phase in which it did
 * @param kind table or view
 * @param source its name at the source
 * @param target its name at the sink
 * @param status its new status
 * @param rows rows of it at the sink so far, 0 for views
 * @param detail what is at work or went wrong: a creation syntax, an error; empty when plain
 */
public record ObjectEvent(
    Instant at,
    Phase phase,
    ObjectKind kind,
    ObjectName source,
    ObjectName target,
    ObjectStatus status,
    long rows,
    Optional<String> detail) {}
