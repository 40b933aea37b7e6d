package io.openoms.jdbc.mysql.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.exceptions.CJCommunicationsException;
import com.mysql.cj.exceptions.ExceptionFactory;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import java.io.EOFException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqlFailuresTest {

  /** The driver's own way to report a link that breaks while it streams a result. */
  @Test
  void aLinkFailureIsOneAlsoWhereTheDriverLosesItsState() {
    SQLException wrapped =
        SQLExceptionsMapping.translateException(
            ExceptionFactory.createException(
                "Communications link failure",
                new CJCommunicationsException("Communications link failure")));

    assertThat(wrapped.getSQLState()).isEqualTo("S1000");
    assertThat(SqlFailures.code(wrapped)).isEqualTo(JdbcError.CONNECTION_LOST);
  }

  @Test
  void anEndOfInputIsALinkFailure() {
    assertThat(SqlFailures.code(new SQLException("read", new EOFException("end"))))
        .isEqualTo(JdbcError.CONNECTION_LOST);
  }

  @Test
  void whatTheServerSaidIsNoLinkFailure() {
    assertThat(SqlFailures.code(new SQLException("no such table", "42S02", 1146)))
        .isEqualTo(JdbcError.STATEMENT_FAILED);
  }
}
