package io.openoms.flink.job;

import java.lang.reflect.InvocationTargetException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.flink.api.connector.source.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What JDBC drivers leave in a JVM: it would keep the class loader of each job, with all of its
 * classes, for as long as the cluster lives.
 */
final class DriverTraces {

  private static final Logger LOG = LoggerFactory.getLogger(DriverTraces.class);

  /** Connector/J's thread that closes connections which nobody has closed. */
  private static final String CLEANING = "com.mysql.cj.jdbc.AbandonedConnectionCleanupThread";

  private DriverTraces() {}

  /** Removes those of the drivers in this job's jars; others are not this job's own. */
  static void remove() {
    ClassLoader own = DriverTraces.class.getClassLoader();
    if (own == Source.class.getClassLoader()) {
      return;
    }
    for (Driver driver : DriverManager.drivers().toList()) {
      if (driver.getClass().getClassLoader() == own) {
        deregister(driver);
      }
    }
    endCleaning(own);
  }

  private static void deregister(Driver driver) {
    try {
      DriverManager.deregisterDriver(driver);
    } catch (SQLException e) {
      LOG.warn("{} stays registered", driver.getClass().getName(), e);
    }
  }

  private static void endCleaning(ClassLoader own) {
    try {
      Class<?> cleaning = Class.forName(CLEANING, false, own);
      if (cleaning.getClassLoader() == own) {
        // The checked one does nothing unless the thread's context loader is the driver's.
        cleaning.getMethod("uncheckedShutdown").invoke(null);
      }
    } catch (ClassNotFoundException e) {
      LOG.debug("The job has no {}", CLEANING);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      LOG.warn("The thread of {} stays", CLEANING, e);
    }
  }
}
