package io.openoms.jdbc.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PoolSizeTest {

  /** As other pools name it. */
  public interface Total extends DataSource {
    /** DBCP's. */
    int getMaxTotal();
  }

  /** As Spring wraps data sources. */
  public interface Wrapper extends DataSource {
    /** What is wrapped. */
    DataSource getTargetDataSource();
  }

  private static <T> T answering(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> answer));
  }

  @Test
  void aPoolTellsItsSize() {
    try (HikariDataSource hikari = new HikariDataSource()) {
      hikari.setMaximumPoolSize(7);
      assertThat(PoolSize.of(hikari)).hasValue(7);
      assertThat(PoolSize.of(answering(Wrapper.class, hikari))).hasValue(7);
    }
    assertThat(PoolSize.of(answering(Total.class, 3))).hasValue(3);
  }

  @Test
  void aPoolWithoutALimitAndWhatIsNoPoolTellNothing() {
    assertThat(PoolSize.of(answering(Total.class, -1))).isEmpty();
    assertThat(PoolSize.of(answering(DataSource.class, 1))).isEmpty();
  }
}
