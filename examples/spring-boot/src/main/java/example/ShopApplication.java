package example;

import io.openoms.MigrationProject;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application that moves its own database to OceanBase while it goes on using it. */
@SpringBootApplication
public class ShopApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(ShopApplication.class, arguments);
  }

  /** Read and followed through the application's own pool. */
  @Bean
  MigrationProject shop(
      DataSource dataSource,
      @Value("${oceanbase.url}") String url,
      @Value("${oceanbase.user}") String user,
      @Value("${oceanbase.password}") String password) {
    return MigrationProject.builder("shop")
        .source(MySql.from(dataSource))
        .sink(OceanBase.at(url).credentials(user, password))
        .objects(o -> o.include("shop.*"))
        .phases(p -> p.schema().full().incremental())
        .build();
  }
}
