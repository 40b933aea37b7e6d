package io.openoms.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** {@code --page} stands before and behind a file, with and without a port. */
class PageOptionTest {

  @Command(name = "shown")
  private static final class Shown {
    @Mixin private final FileCommand file = new FileCommand();
    @Mixin private final PageOption page = new PageOption();
  }

  private static PageOption parse(String... arguments) {
    Shown shown = new Shown();
    new CommandLine(shown).parseArgs(arguments);
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
    assertThat(parse("--page", "--json", "shop.yaml").port()).contains(0);
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
