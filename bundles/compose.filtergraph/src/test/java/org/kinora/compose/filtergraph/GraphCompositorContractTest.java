package org.kinora.compose.filtergraph;

import org.kinora.spi.compose.CompositorFactory;
import org.kinora.tck.contract.CompositorContract;

class GraphCompositorContractTest extends CompositorContract {
  @Override
  protected CompositorFactory factory() {
    return new GraphCompositorFactory();
  }
}
