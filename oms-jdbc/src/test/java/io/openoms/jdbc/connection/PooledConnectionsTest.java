package io.openoms.jdbc.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.NumberedErrors;
import io.openoms.jdbc.error.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PooledConnectionsTest {

  private static final int REFUSED = 4711;

  private final FakeDriver driver = new FakeDriver();
  private final PooledConnections connections =
      new PooledConnections(
          ConnectionSettings.at("jdbc:fake://host/").credentials("oms", "secret"),
          "test",
          1,
          new ConnectionProfile(
              driver,
              new SqlFailures(
                  new NumberedErrors(
                      Map.of(REFUSED, JdbcError.ACCESS_DENIED), List.of(), List.of())),
              driver,
              List.of()));

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void aConnectionThatIsGivenBackIsUsedAgain() throws SQLException {
    connections.borrow().close();
    connections.borrow().close();
    assertThat(driver.links()).hasSize(1);
  }

  @Test
  void closingTwiceLeavesTheNextBorrowerItsConnection() throws SQLException {
    Connection first = connections.borrow();
    first.close();
    Connection second = connections.borrow();
    first.close();
    second.close();
    connections.borrow().close();
    assertThat(driver.links()).singleElement().matches(link -> !link.isClosed());
  }

  @Test
  void aLostConnectionIsThrownOutWhenItIsGivenBack() throws SQLException {
    Connection first = connections.borrow();
    driver.links().get(0).lose();
    first.close();
    connections.borrow().close();
    assertThat(driver.links()).hasSize(2);
    assertThat(driver.links().get(1).isClosed()).isFalse();
  }

  @Test
  void aDiscardedConnectionIsCutOffAndReplaced() throws SQLException {
    connections.discard(connections.borrow());
    connections.borrow().close();
    assertThat(driver.links()).hasSize(2);
    assertThat(driver.links().get(0).isClosed()).isTrue();
  }

  @Test
  void aRefusedLoginIsAnErrorAtOnceAndNamesNoSecret() {
    driver.refuse(new SQLException("no such account", "28000", REFUSED));
    assertThatThrownBy(connections::borrow)
        .isInstanceOfSatisfying(
            MigrationException.class,
            error -> assertThat(error.code()).isEqualTo(JdbcError.ACCESS_DENIED))
        .hasMessageContaining("no connection to jdbc:fake://host/: ")
        .hasMessageContaining("no such account")
        .hasMessageNotContaining("secret");
  }

  @Test
  void nothingIsGivenOutAfterACut() {
    connections.abort();
    assertThatThrownBy(connections::borrow)
        .isInstanceOfSatisfying(
            MigrationException.class,
            error -> assertThat(error.code()).isEqualTo(JdbcError.CONNECTION_CLOSED));
  }
}
