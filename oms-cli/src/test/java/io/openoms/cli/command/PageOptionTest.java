package io.openoms.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code --page} stands before and behind a file, with and without a port. */
class PageOptionTest {

  @Command(name = "shown")
  private static final class Shown {
    @Mixin private final PageOption page = new PageOption();

    @Parameters private Path file = Path.of("");
  }

  private static PageOption parse(String... arguments) {
    Shown shown = new Shown();
    new CommandLine(shown).parseArgs(arguments);
    assertThat(shown.file).hasFileName("shop.yaml");
    return shown.page;
  }

  @Test
  void withoutItThereIsNoPage() {
    assertThat(parse("shop.yaml").port()).isEmpty();
  }

  @Test
  void withoutAPortAnyFreeOneIsTaken() {
    assertThat(parse("shop.yaml", "--page").port()).contains(0);
    assertThat(parse("--page", "shop.yaml").port()).contains(0);
    assertThat(parse("--page", "--", "shop.yaml").port()).contains(0);
  }

  @Test
  void aPortIsTaken() {
    assertThat(parse("--page", "8080", "shop.yaml").port()).contains(8080);
    assertThat(parse("shop.yaml", "--page=8080").port()).contains(8080);
    assertThat(parse("shop.yaml", "--page", "8080").faults()).isEmpty();
  }

  @Test
  void whatIsNoPortIsRefused() {
    assertThat(parse("shop.yaml", "--page", "70000").faults()).hasSize(1);
    assertThatThrownBy(() -> parse("shop.yaml", "--page=x")).isInstanceOf(ParameterException.class);
  }
}
