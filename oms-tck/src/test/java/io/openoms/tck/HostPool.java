package io.openoms.tck;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.openoms.testkit.DatabaseServer;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A data source as hosts have them. Each pool is of its own version, in its own class loader. */
enum HostPool {
  PLAIN("", MysqlDataSource.class.getName(), "setURL", "setUser", Optional.empty()),
  HIKARI_7(
      "",
      "com.zaxxer.hikari.HikariDataSource",
      "setJdbcUrl",
      "setUsername",
      Optional.of("setMaximumPoolSize")),
  HIKARI_6(
      "hikari-6",
      "com.zaxxer.hikari.HikariDataSource",
      "setJdbcUrl",
      "setUsername",
      Optional.of("setMaximumPoolSize")),
  HIKARI_5(
      "hikari-5",
      "com.zaxxer.hikari.HikariDataSource",
      "setJdbcUrl",
      "setUsername",
      Optional.of("setMaximumPoolSize")),
  DBCP(
      "dbcp",
      "org.apache.commons.dbcp2.BasicDataSource",
      "setUrl",
      "setUsername",
      Optional.of("setMaxTotal")),
  TOMCAT(
      "tomcat",
      "org.apache.tomcat.jdbc.pool.DataSource",
      "setUrl",
      "setUsername",
      Optional.of("setMaxActive"));

  /** The largest number of connections of each pool. */
  static final int SIZE = 12;

  private static final String INIT = "SET SESSION autocommit = 0";

  private final String directory;
  private final String type;
  private final String url;
  private final String user;
  private final Optional<String> size;

  HostPool(String directory, String type, String url, String user, Optional<String> size) {
    this.directory = directory;
    this.type = type;
    this.url = url;
    this.user = user;
    this.size = size;
  }

  /** A data source to a server, whose sessions have those variables, and a pool's one more. */
  DataSource open(DatabaseServer server, String sessionVariables) throws Exception {
    DataSource source =
        Class.forName(type, true, loader())
            .asSubclass(DataSource.class)
            .getConstructor()
            .newInstance();
    String address = server.jdbcUrl() + "?useAffectedRows=true&sessionVariables=";
    set(source, url, String.class, address + sessionVariables);
    set(source, user, String.class, server.user());
    set(source, "setPassword", String.class, server.password());
    // By SQL, so that the driver does not know of it.
    switch (this) {
      case PLAIN -> {}
      case DBCP -> set(source, "setConnectionInitSqls", Collection.class, List.of(INIT));
      case TOMCAT -> set(source, "setInitSQL", String.class, INIT);
      default -> set(source, "setConnectionInitSql", String.class, INIT);
    }
    if (size.isPresent()) {
      set(source, size.get(), int.class, SIZE);
    }
    if (this == DBCP || this == TOMCAT) {
      set(source, "setMaxIdle", int.class, SIZE);
      set(source, "setDriverClassName", String.class, "com.mysql.cj.jdbc.Driver");
    }
    return source;
  }

  private static void set(DataSource source, String setter, Class<?> type, Object value)
      throws ReflectiveOperationException {
    source.getClass().getMethod(setter, type).invoke(source, value);
  }

  private ClassLoader loader() throws IOException {
    ClassLoader own = HostPool.class.getClassLoader();
    if (directory.isEmpty()) {
      return own;
    }
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> jars = Files.list(Path.of("target", "pools", directory))) {
      for (Path jar : jars.toList()) {
        urls.add(url(jar));
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), new Without(own, "com.zaxxer."));
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  /** Connections of its own at one moment; a plain data source makes each when asked. */
  int connections() {
    return size.isPresent() ? SIZE : 2;
  }

  /** A class loader that does not show some packages of its parent. */
  private static final class Without extends ClassLoader {
    private final String[] hidden;

    Without(ClassLoader parent, String... hidden) {
      super(parent);
      this.hidden = hidden;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (Arrays.stream(hidden).anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
