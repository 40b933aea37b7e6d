package io.openoms.flink.job;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.runtime.ObjectMethods;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.flink.api.connector.source.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job leaves in a JVM: it would keep the job's class loader, with all of its classes, for as
 * long as the cluster lives.
 */
final class JobTraces {

  private static final Logger LOG = LoggerFactory.getLogger(JobTraces.class);

  /** Connector/J's thread that closes connections which nobody has closed. */
  private static final String CLEANING = "com.mysql.cj.jdbc.AbandonedConnectionCleanupThread";

  private static final int LOOKS = 2;

  private JobTraces() {}

  /** Loads this class, which then needs no class loader any more. */
  static void load() {
    LOG.debug("Traces of this job will be removed");
  }

  /** Removes those of the drivers in this job's jars; others are not this job's own. */
  static void remove() {
    ClassLoader own = JobTraces.class.getClassLoader();
    if (own == Source.class.getClassLoader()) {
      return;
    }
    // A look has the job's own driver load and register, where others have one of that name.
    for (int look = 0; look < LOOKS; look++) {
      DriverManager.drivers()
          .filter(driver -> driver.getClass().getClassLoader() == own)
          .toList()
          .forEach(JobTraces::deregister);
    }
    endCleaning(own);
    forgetRecords();
  }

  /**
   * Java 17 keeps the class of the record whose methods were linked last, and of its last
   * component. So a class of its own is linked as if it were one.
   */
  private static void forgetRecords() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      MethodHandle text =
          lookup.findVirtual(String.class, "toString", MethodType.methodType(String.class));
      link(
          lookup, "equals", MethodType.methodType(boolean.class, String.class, Object.class), text);
      link(lookup, "hashCode", MethodType.methodType(int.class, String.class), text);
      link(lookup, "toString", MethodType.methodType(String.class, String.class), text);
    } catch (Throwable e) {
      LOG.warn("The class of a record may stay", e);
    }
  }

  private static void link(
      MethodHandles.Lookup lookup, String method, MethodType type, MethodHandle component)
      throws Throwable {
    ObjectMethods.bootstrap(lookup, method, type, String.class, "text", component);
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
