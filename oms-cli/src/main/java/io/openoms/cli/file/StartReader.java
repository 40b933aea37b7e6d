package io.openoms.cli.file;

import io.openoms.StartAt;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads where a project that copies nothing begins to follow. */
final class StartReader {

  private static final String FORMS =
      "takes one of {at: now}, {time: \"2026-11-28T10:00:00Z\"}, {gtid: \"…\"}, {file: \"…\", offset:"
          + " n}, {position: \"…\"}";

  private final Section section;

  StartReader(Section section) {
    this.section = section;
  }

  /** The place; empty when none is named. */
  Optional<StartAt> read() {
    List<StartAt> named = new ArrayList<>();
    section.word("at", Set.of("now")).ifPresent(now -> named.add(StartAt.now()));
    section.text("time").flatMap(this::time).ifPresent(named::add);
    section.text("gtid").ifPresent(set -> named.add(StartAt.position("gtid=" + set)));
    section.text("position").ifPresent(text -> named.add(StartAt.position(text)));
    file().ifPresent(named::add);
    section.end();
    if (named.size() > 1) {
      section.fault("at", FORMS);
    }
    return named.stream().findFirst();
  }

  private Optional<StartAt> time(String text) {
    try {
      Instant at = OffsetDateTime.parse(text).toInstant();
      return Optional.of(StartAt.time(at));
    } catch (DateTimeParseException e) {
      section.fault("time", "takes a time with its zone, such as 2026-11-28T10:00:00Z");
      return Optional.empty();
    }
  }

  private Optional<StartAt> file() {
    Optional<String> file = section.text("file");
    OptionalLong offset = section.number("offset");
    if (file.isPresent() != section.has("offset")) {
      section.fault("file", "goes with offset, and offset with file");
    }
    return file.isPresent() && offset.isPresent()
        ? Optional.of(StartAt.position("file=" + file.get() + " offset=" + offset.getAsLong()))
        : Optional.empty();
  }
}
