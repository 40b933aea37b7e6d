package io.openoms.jdbc.mysql.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.exceptions.CJCommunicationsException;
import com.mysql.cj.exceptions.ExceptionFactory;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import io.openoms.jdbc.error.ErrorClassifier;
import io.openoms.jdbc.error.JdbcError;
import java.io.EOFException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectorJErrorsTest {

  private static final ErrorClassifier ERRORS =
      ConnectorJ.errors(
          FamilyErrors.with(
              List.of(new ErrorTraits(Map.of(4711, JdbcError.LOCK_CONFLICT), Set.of()))));

  /** The driver's own way to report a link that breaks while it streams a result. */
  @Test
  void aLinkFailureIsOneAlsoWhereTheDriverLosesItsState() {
    SQLException wrapped =
        SQLExceptionsMapping.translateException(
            ExceptionFactory.createException(
                "Communications link failure",
                new CJCommunicationsException("Communications link failure")));

    assertThat(wrapped.getSQLState()).isEqualTo("S1000");
    assertThat(ERRORS.classify(wrapped)).isEqualTo(JdbcError.CONNECTION_LOST);
  }

  @Test
  void anEndOfInputIsALinkFailure() {
    assertThat(ERRORS.classify(new SQLException("read", new EOFException("end"))))
        .isEqualTo(JdbcError.CONNECTION_LOST);
  }

  @Test
  void whatTheServerSaidIsNoLinkFailure() {
    assertThat(ERRORS.classify(new SQLException("no such table", "42S02", 1146)))
        .isEqualTo(JdbcError.STATEMENT_FAILED);
  }

  @Test
  void aProductsOwnNumbersCountBesideThoseOfTheFamily() {
    assertThat(ERRORS.classify(new SQLException("locked", "HY000", 4711)))
        .isEqualTo(JdbcError.LOCK_CONFLICT);
    assertThat(ERRORS.classify(new SQLException("deadlock", "40001", 1213)))
        .isEqualTo(JdbcError.LOCK_CONFLICT);
  }

  @Test
  void aDistrustedServerIsOneWhateverItsNumber() {
    assertThat(
            ERRORS.classify(new SQLException("no", "08001", 4711, new CertificateException("old"))))
        .isEqualTo(JdbcError.TLS_FAILED);
  }
}
