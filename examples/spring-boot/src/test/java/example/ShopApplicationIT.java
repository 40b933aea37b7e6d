package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.spring.MigrationRuns;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application with its web server, its pool and its Actuator, between real databases. */
@WithServers
class ShopApplicationIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final DatabaseServer mysql;
  private final DatabaseServer oceanBase;

  ShopApplicationIT(
      @Server(ServerType.MYSQL_97) DatabaseServer mysql,
      @Server(ServerType.OCEANBASE) DatabaseServer oceanBase) {
    this.mysql = mysql;
    this.oceanBase = oceanBase;
  }

  @BeforeEach
  void create() {
    mysql.execute("CREATE DATABASE shop");
    mysql.execute(
        "CREATE TABLE shop.orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, item VARCHAR(40))");
    mysql.execute("INSERT INTO shop.orders (item) VALUES ('pen'), ('ink')");
  }

  @AfterEach
  void drop() {
    mysql.execute("DROP DATABASE shop");
    oceanBase.execute("DROP DATABASE IF EXISTS shop");
    oceanBase.execute("DROP DATABASE IF EXISTS oms_state");
  }

  @Test
  void theApplicationServesWhileItsDatabaseMoves() throws Exception {
    MigrationRun run;
    Duration closing;
    try (ConfigurableApplicationContext application = start()) {
      run = application.getBean(MigrationRuns.class).run("shop").orElseThrow();
      assertThat(run.awaitCaughtUp(SOON)).as(() -> run.result().toString()).isTrue();

      assertThat(post(application, "/orders/paper", "").statusCode()).isEqualTo(200);
      await().atMost(SOON).untilAsserted(() -> assertThat(orders(oceanBase)).contains("paper"));
      assertThat(orders(oceanBase)).isEqualTo(orders(mysql)).hasSize(3);

      assertThat(get(application, "/actuator/openoms/shop"))
          .contains("\"state\":\"running\"", "\"source\":\"shop.orders\"");
      await()
          .atMost(SOON)
          .until(() -> get(application, "/actuator/openoms/shop").contains("\"caughtUp\":true"));
      assertThat(get(application, "/actuator/metrics/openoms.rows?tag=project:shop"))
          .contains("\"value\":2.0}");
      assertThat(post(application, "/actuator/openoms/shop", "{\"action\":\"pause\"}").statusCode())
          .as("writing is off")
          .isEqualTo(405);
      assertThat(run.state()).isEqualTo(RunState.RUNNING);

      long began = System.nanoTime();
      application.close();
      closing = Duration.ofNanos(System.nanoTime() - began);
    }
    assertThat(run.state()).isEqualTo(RunState.STOPPED);
    assertThat(closing).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void anOperatorMayBeAllowedToPauseAndToEnd() throws Exception {
    try (ConfigurableApplicationContext application =
        start("--management.endpoint.openoms.access=unrestricted")) {
      MigrationRun run = application.getBean(MigrationRuns.class).run("shop").orElseThrow();
      assertThat(run.awaitCaughtUp(SOON)).as(() -> run.result().toString()).isTrue();

      act(application, "pause");
      await().atMost(SOON).until(() -> run.state() == RunState.PAUSED);
      act(application, "resume");
      act(application, "finish");
      assertThat(run.await(SOON)).isTrue();
      assertThat(run.state()).isEqualTo(RunState.COMPLETED);
      assertThat(get(application, "/actuator/openoms")).contains("\"state\":\"completed\"");

      assertThat(post(application, "/actuator/openoms/shop", "{\"action\":\"melt\"}").statusCode())
          .isEqualTo(400);
      assertThat(post(application, "/actuator/openoms/x", "{\"action\":\"pause\"}").statusCode())
          .isEqualTo(400);
    }
  }

  private ConfigurableApplicationContext start(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.datasource.url=" + mysql.jdbcUrl(),
                "--spring.datasource.username=" + mysql.user(),
                "--spring.datasource.password=" + mysql.password(),
                "--oceanbase.url=" + oceanBase.jdbcUrl(),
                "--oceanbase.user=" + oceanBase.user(),
                "--oceanbase.password=" + oceanBase.password()));
    arguments.addAll(List.of(more));
    return SpringApplication.run(ShopApplication.class, arguments.toArray(String[]::new));
  }

  private void act(ConfigurableApplicationContext application, String action) throws Exception {
    HttpResponse<String> answer =
        post(application, "/actuator/openoms/shop", "{\"action\":\"" + action + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private String get(ConfigurableApplicationContext application, String path) throws Exception {
    HttpResponse<String> answer =
        client.send(request(application, path).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> post(
      ConfigurableApplicationContext application, String path, String body) throws Exception {
    return client.send(
        request(application, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(
      ConfigurableApplicationContext application, String path) {
    String port = application.getEnvironment().getProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static List<String> orders(DatabaseServer server) throws Exception {
    List<String> items = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT item FROM shop.orders ORDER BY id")) {
      while (result.next()) {
        items.add(result.getString(1));
      }
    }
    return items;
  }
}
