package io.openoms.binlog.mysql.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsPlaceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f0e9a1de-0000-11ef-9a3b-0242ac120002:5",
        "f0e9a1de-0000-11ef-9a3b-0242ac120002:a_tag:5",
        "0-1-8<",
        "0-1-8<0-1-7,2-1-5",
        "log.000001:4/1764500000/f0e9a1de-0000-11ef-9a3b-0242ac120002",
        "log.a.000001:4294967300/0/",
        "log.000001:4/1764500000/mhc8U0Lc7sXVnA/fkQqy+9c2Jx8="
      })
  void itsTextIsReadAsItWasWritten(String text) {
    assertThat(RowsPlace.parse(text)).hasToString(text);
  }

  @Test
  void aPlaceOfAnEarlierVersionNamesNoServer() {
    RowsPlace place = RowsPlace.parse("mysql-bin.000042:1234");
    assertThat(place.name()).isEmpty();
    assertThat(place.place())
        .hasValueSatisfying(
            at -> {
              assertThat(at.file()).isEqualTo("mysql-bin.000042");
              assertThat(at.offset()).isEqualTo(1234);
              assertThat(at.created()).isZero();
              assertThat(at.server()).isEmpty();
            });
  }

  @Test
  void aNameOfADomainKnowsWhatComesBeforeIt() {
    RowsPlace place = RowsPlace.parse("0-1-8<0-1-7,2-1-5");
    assertThat(place.name()).isEqualTo(Optional.of("0-1-8"));
    assertThat(place.before()).isEqualTo(Optional.of("0-1-7,2-1-5"));
  }

  /** The texts stand in a position's list of prepared transactions. */
  @Test
  void itStandsInAListOfPreparedTransactions() {
    PreparedTransactions prepared = new PreparedTransactions();
    prepared.add("X'61',X'62',1", "0-1-8<0-1-7,2-1-5");
    prepared.add("X'63',X'',1", "log.000001:4/1764500000/server");
    PreparedTransactions read = PreparedTransactions.parse(prepared.toString());
    assertThat(read.place("X'61',X'62',1")).contains("0-1-8<0-1-7,2-1-5");
    assertThat(read.place("X'63',X'',1")).contains("log.000001:4/1764500000/server");
  }
}
