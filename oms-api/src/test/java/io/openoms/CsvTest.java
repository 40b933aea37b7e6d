package io.openoms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @Test
  void readsRecordsOfEveryForm() {
    String text = "\uFEFFa,b\r\n\r\n\"x,\"\"y\"\"\nz\",\n,\"\"\nlast, kept ";
    assertThat(Csv.read(text))
        .containsExactly(
            new Csv.Row(1, List.of("a", "b")),
            new Csv.Row(3, List.of("x,\"y\"\nz", "")),
            new Csv.Row(5, List.of("", "")),
            new Csv.Row(6, List.of("last", " kept ")));
    assertThat(Csv.read("")).isEmpty();
  }

  @Test
  void readsWhatItWrites() {
    List<List<String>> rows =
        List.of(List.of("a", "b,c", "say \"x\""), List.of("\r\n", "", "日本😀"));
    assertThat(Csv.read(Csv.write(rows))).extracting(Csv.Row::fields).isEqualTo(rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb\"c", "a\n\"b", "a\n\"b\"c", "a\nb\rc"})
  void refusesWithItsLine(String text) {
    assertThatThrownBy(() -> Csv.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("csv line 2: ");
  }
}
