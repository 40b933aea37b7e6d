package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.EventHeader;
import io.openoms.binlog.mysql.event.GtidEvent;
import io.openoms.spi.ChangeEvent;
import java.time.Instant;
import java.util.Optional;

/** The transaction at hand: announced, opened, told, ended. One thread. */
final class CurrentTransaction {

  private final LogProgress progress;

  /** Whether this log announces each transaction by an event. */
  private boolean announces;

  /** Whether the log is read by names, which hold at any server. */
  private final boolean byNames;

  private Optional<GtidEvent> gtid = Optional.empty();
  private String id = "";
  private String begunAt = "";
  private boolean open;

  /** Whether changes of it were told. */
  private boolean told;

  private Optional<Instant> lastCommittedAt = Optional.empty();

  CurrentTransaction(LogProgress progress, boolean announces) {
    this.progress = progress;
    this.announces = announces;
    this.byNames = announces;
  }

  void announce(GtidEvent event) {
    requireClosed("a transaction begins");
    announces = true;
    gtid = Optional.of(event);
    progress.announced(event.gtid(), event.isOfDomain());
    begunAt = progress.place();
    // Both: a position may know no names, and not every transaction has one.
    id = event.gtid().map(name -> name + " " + begunAt).orElse(begunAt);
    open = event.isOfDomain() && !event.standalone();
  }

  void open() {
    if (open) {
      throw new MalformedEventException("a transaction begins within another one");
    }
    name();
    open = true;
  }

  /** A transaction that nothing announced is called by where it begins. */
  void name() {
    if (!id.isEmpty()) {
      return;
    }
    if (announces) {
      throw new MalformedEventException("a transaction begins that was not announced");
    }
    begunAt = progress.place();
    id = begunAt;
  }

  /** Its name in the log; empty between transactions. */
  String id() {
    return id;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether its next event must follow. */
  boolean isAtHand() {
    return open || gtid.isPresent();
  }

  boolean isTold() {
    return told;
  }

  /** What is to be told before its first changes, once. */
  Optional<ChangeEvent> begun() {
    if (told) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(new ChangeEvent.Begun(id));
  }

  /** Where its rows can be read again: by its name at any server, or by the place in this log. */
  String place() {
    Optional<GtidEvent> named = gtid.filter(event -> byNames && event.gtid().isPresent());
    if (named.isEmpty()) {
      return progress.lasting(begunAt).toString();
    }
    String name = named.get().gtid().orElseThrow();
    return (named.get().isOfDomain()
            ? RowsPlace.behind(progress.names(), name)
            : RowsPlace.named(name))
        .toString();
  }

  /** When the last one ended, whether it was told or not. */
  Optional<Instant> lastCommittedAt() {
    return lastCommittedAt;
  }

  /** When it was committed: as its announcement says, else when an event of it was written. */
  Instant committedAt(EventHeader header) {
    return gtid.flatMap(GtidEvent::committedAt).orElse(header.writtenAt());
  }

  /** It has ended; told if anything of it was. */
  Optional<ChangeEvent> commit(EventHeader header) {
    Instant at = committedAt(header);
    lastCommittedAt = Optional.of(at);
    progress.committed(gtid.flatMap(GtidEvent::gtid));
    Optional<ChangeEvent> end =
        told ? Optional.of(new ChangeEvent.Committed(id, at)) : Optional.empty();
    gtid = Optional.empty();
    id = "";
    open = false;
    told = false;
    return end;
  }

  void requireOpen() {
    if (!open) {
      throw new MalformedEventException("a change stands outside of any transaction");
    }
  }

  void requireClosed(String what) {
    if (isAtHand()) {
      throw new MalformedEventException(what + " before the transaction at hand ends");
    }
  }
}
