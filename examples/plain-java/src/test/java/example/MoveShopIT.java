package example;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The migration as its own test sees it: real servers, compared by plain SQL. */
@WithServers
class MoveShopIT {

  private final DatabaseServer mysql;
  private final DatabaseServer oceanBase;

  MoveShopIT(
      @Server(ServerType.MYSQL_97) DatabaseServer mysql,
      @Server(ServerType.OCEANBASE) DatabaseServer oceanBase) {
    this.mysql = mysql;
    this.oceanBase = oceanBase;
  }

  @BeforeEach
  void fill() {
    mysql.execute("CREATE DATABASE shop");
    mysql.execute("CREATE TABLE shop.item (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL UNIQUE)");
    mysql.execute("INSERT INTO shop.item VALUES (1, 'pen'), (2, 'Füller'), (3, '')");
    mysql.execute(
        "CREATE TABLE shop.sale (id BIGINT AUTO_INCREMENT PRIMARY KEY, item INT, price"
            + " DECIMAL(8,2))");
    mysql.execute("INSERT INTO shop.sale (item, price) VALUES (1, 1.20), (2, 35.00), (1, NULL)");
  }

  @Test
  void everyRowArrives() throws Exception {
    MoveShop.main(new String[] {mysql.jdbcUrl(), oceanBase.jdbcUrl()});

    for (String query :
        List.of("SELECT * FROM shop.item ORDER BY id", "SELECT * FROM shop.sale ORDER BY id")) {
      assertThat(rows(oceanBase, query)).hasSize(3).isEqualTo(rows(mysql, query));
    }
  }

  private static List<List<Object>> rows(DatabaseServer server, String query) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(result.getObject(column));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
