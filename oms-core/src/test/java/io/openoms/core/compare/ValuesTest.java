package io.openoms.core.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values count as equal, though two servers write them in two ways. */
class ValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INT | 7 | 007 | true",
        "INT | 0 | -0 | true",
        "INT | 7 | 70 | false",
        "INT | -7 | 7 | false",
        "BIGINT | 18446744073709551615 | 18446744073709551615 | true",
        "BIGINT | 9007199254740993 | 9007199254740992 | false",
        "DECIMAL | 12.50 | 12.5 | true",
        "DECIMAL | 100 | 1E+2 | true",
        "DECIMAL | 0.00 | 0 | true",
        "DECIMAL | 0.1 | 0.10000000000000000001 | false",
        "DOUBLE | 1e3 | 1000 | true",
        "DOUBLE | 1e15 | 1000000000000000 | true",
        "DOUBLE | 0 | -0 | false",
        "DOUBLE | 0.1 | 0.10000000000000002 | false",
        "DATETIME | 2024-01-01 00:00:00 | 2024-01-01 00:00:00.000 | true",
        "DATETIME | 2024-01-01 00:00:00.1 | 2024-01-01 00:00:00.100000 | true",
        "DATETIME | 2024-01-01 00:00:00.1 | 2024-01-01 00:00:00.01 | false",
        "DATETIME | 2024-01-01 00:00:10 | 2024-01-01 00:00:1 | false",
        "VARCHAR | a | `a ` | false",
        "VARCHAR | a | A | false",
        "VARCHAR | 7 | 007 | false",
        "JSON | `{\"a\": 1, \"b\": [1.0, null]}` | `{\"b\":[1,null],\"a\":1e0}` | true",
        "JSON | `[1, 2]` | `[2, 1]` | false",
        "JSON | `[1]` | `[\"1\"]` | false",
        "JSON | `\"\\u00e9\"` | `\"é\"` | true",
        "JSON | `{\"a\": {}}` | `{\"a\": []}` | false",
        "JSON | null | 0 | false",
        "JSON | no json | no json | true",
        "JSON | no json | no  json | false",
        "JSON | `[1] x` | `[1] y` | false",
        "JSON | 12345678901234567890.5 | 12345678901234567890.25 | false"
      })
  void valuesAreComparedByTheirType(String kind, String one, String two, boolean equal) {
    ColumnDefinition column = column(TypeKind.valueOf(kind));
    assertThat(Values.areEqual(column, 0, row(one), row(two))).isEqualTo(equal);
    assertThat(Values.areEqual(column, 0, row(two), row(one))).isEqualTo(equal);
  }

  private static RowImage row(String value) {
    RowImage.Builder row = new RowImage.Builder(1);
    row.add(value.getBytes(UTF_8));
    return row.build();
  }

  private static ColumnDefinition column(TypeKind kind) {
    DataType type =
        new DataType(
            new ColumnType.Whole(64, true),
            new Dialect("test"),
            kind,
            "test",
            -1,
            -1,
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            OptionalLong.empty());
    return ColumnDefinition.of("v", type, true);
  }
}
