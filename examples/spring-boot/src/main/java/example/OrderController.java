package example;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the application does all day. */
@RestController
class OrderController {

  private final JdbcTemplate database;

  OrderController(JdbcTemplate database) {
    this.database = database;
  }

  @PostMapping("/orders/{item}")
  void order(@PathVariable("item") String item) {
    database.update("INSERT INTO shop.orders (item) VALUES (?)", item);
  }
}
