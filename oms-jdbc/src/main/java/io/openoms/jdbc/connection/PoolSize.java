package io.openoms.jdbc.connection;

import java.util.List;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections the caller's pool gives at the same time. JDBC has no call for that, so the
 * getters of pools are asked by name: HikariCP, DBCP2, Tomcat and Druid, c3p0 and UCP; and what
 * Spring wraps around a data source is looked through. Stateless.
 */
final class PoolSize {

  private static final Logger LOG = LoggerFactory.getLogger(PoolSize.class);
  private static final List<String> GETTERS =
      List.of("getMaximumPoolSize", "getMaxTotal", "getMaxActive", "getMaxPoolSize");
  private static final String WRAPPED = "getTargetDataSource";

  private static final Object NOTHING = new Object();

  /** Wrappers of wrappers; a data source that wraps itself ends here, too. */
  private static final int DEEPEST = 8;

  private PoolSize() {}

  /** Empty where the data source is no pool, has no limit, or does not tell it. */
  static OptionalInt of(DataSource source) {
    Object inner = source;
    for (int depth = 0; depth < DEEPEST; depth++) {
      if (!(ask(inner, WRAPPED) instanceof DataSource wrapped)) {
        break;
      }
      inner = wrapped;
    }
    for (String getter : GETTERS) {
      if (ask(inner, getter) instanceof Integer size && size > 0) {
        return OptionalInt.of(size);
      }
    }
    return OptionalInt.empty();
  }

  private static Object ask(Object source, String getter) {
    try {
      return source.getClass().getMethod(getter).invoke(source);
    } catch (NoSuchMethodException e) {
      return NOTHING;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.debug("The caller's data source does not tell its size", e);
      return NOTHING;
    }
  }
}
