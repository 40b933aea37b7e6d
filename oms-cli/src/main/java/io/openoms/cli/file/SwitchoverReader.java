package io.openoms.cli.file;

import io.openoms.SwitchoverOptions;
import io.openoms.SwitchoverVerification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code options.switchover}. */
final class SwitchoverReader {

  private static final Set<String> TRUTHS = Set.of("true", "false");

  private final Section section;
  private final List<Consumer<SwitchoverOptions.Builder>> options = new ArrayList<>();

  SwitchoverReader(Section section) {
    this.section = section;
  }

  void read() {
    section
        .text("stop_writes")
        .ifPresent(command -> options.add(s -> s.stopWrites(new ShellCommand(command))));
    seconds("max_lag_seconds", SwitchoverOptions.Builder::maxLag);
    seconds("drain_seconds", SwitchoverOptions.Builder::drain);
    seconds("stillness_seconds", SwitchoverOptions.Builder::stillness);
    section
        .word("freeze_source", TRUTHS)
        .ifPresent(word -> options.add(s -> s.freezeSource(word.equals("true"))));
    section
        .word("verify", Set.of("changed", "all", "none"))
        .map(word -> SwitchoverVerification.valueOf(word.toUpperCase(Locale.ROOT)))
        .ifPresent(what -> options.add(s -> s.verify(what)));
    section.end();
  }

  private interface Time {
    SwitchoverOptions.Builder set(SwitchoverOptions.Builder builder, Duration time);
  }

  private void seconds(String key, Time option) {
    section.number(key).ifPresent(n -> options.add(s -> option.set(s, Duration.ofSeconds(n))));
  }

  void apply(SwitchoverOptions.Builder builder) {
    options.forEach(option -> option.accept(builder));
  }
}
