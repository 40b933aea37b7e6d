package io.openoms.spi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.openoms.spi.Endpoint;
import io.openoms.spi.precheck.EndpointUse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointTypesTest {

  private enum Mode {
    QUICK,
    SAFE
  }

  private static final EndpointOption<Mode> MODE =
      EndpointOption.word("mode", "how it works", Mode.class);
  private static final EndpointOption<String> PASSWORD =
      EndpointOption.text("password", "the password").asSecret().asRequired();

  private record Provider(List<EndpointType> types) implements EndpointProvider {

    @Override
    public List<EndpointOption<?>> options(String type, EndpointUse use) {
      return List.of(MODE, PASSWORD);
    }

    @Override
    public Endpoint create(String type, EndpointUse use, EndpointValues values) {
      throw new UnsupportedOperationException("made " + type);
    }
  }

  private static EndpointTypes types(EndpointType... types) {
    return EndpointTypes.of(List.of(new Provider(List.of(types))));
  }

  @Test
  void aWordIsReadAsAnEnumAndOthersAreRefusedWithoutBeingShown() {
    assertThat(EndpointValues.none().with(MODE, "safe").get(MODE)).contains(Mode.SAFE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EndpointValues.none().with(MODE, "hunter2"))
        .withMessage("takes one of quick, safe");
  }

  @Test
  void valuesAreNotShown() {
    EndpointValues values = EndpointValues.none().with(PASSWORD, "hunter2");
    assertThat(values.require(PASSWORD)).isEqualTo("hunter2");
    assertThat(values.toString()).contains("password").doesNotContain("hunter2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EndpointValues.none().require(PASSWORD))
        .withMessage("password is missing");
  }

  @Test
  void aTypeIsMadeInTheUsesThatItHas() {
    EndpointTypes types =
        types(
            new EndpointType("old", "an old one", Set.of(EndpointUse.SOURCE)),
            EndpointType.planned("new", "a new one"));
    assertThat(types.all()).extracting(EndpointType::name).containsExactly("new", "old");
    assertThat(types.options("old", EndpointUse.SOURCE)).hasSize(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> types.create("old", EndpointUse.SINK, EndpointValues.none()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> types.create("new", EndpointUse.SOURCE, EndpointValues.none()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> types.create("other", EndpointUse.SOURCE, EndpointValues.none()));
  }

  @Test
  void twoConnectorsCannotHaveOneType() {
    EndpointType type = EndpointType.planned("one", "one");
    assertThatIllegalArgumentException().isThrownBy(() -> types(type, type));
  }
}
