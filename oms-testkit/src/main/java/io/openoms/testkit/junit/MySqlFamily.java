package io.openoms.testkit.junit;

import io.openoms.testkit.ServerType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a parameterized test once for each source of the MySQL family: MySQL 9.7, MySQL 8.0,
 * MariaDB. Its first parameter, of type {@link io.openoms.testkit.DatabaseServer} and without an
 * annotation, gets the one server of that kind in this JVM.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(MySqlFamilyServers.class)
public @interface MySqlFamily {

  /** The servers of the everyday rung, for a test that takes long; the thorough one has all. */
  ServerType[] everyday() default {ServerType.MYSQL_97, ServerType.MYSQL_80, ServerType.MARIADB};
}
