package io.openoms.testkit.junit;

import io.openoms.testkit.ServerType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a parameter of type {@link io.openoms.testkit.DatabaseServer}, of a test method, a
 * life-cycle method or a constructor of a class with {@link WithServers}: it gets the one server of
 * that kind in this JVM, started at the first use.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Server {

  /**
   * The kind of server.
   *
   * @return the kind
   */
  ServerType value();

  /**
   * Whether row metadata and GTIDs are as the server itself has them by default; such a server is
   * another one than that with this kit's settings.
   *
   * @return false by default
   */
  boolean serverDefaults() default false;
}
