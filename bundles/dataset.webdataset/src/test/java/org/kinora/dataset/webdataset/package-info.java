@NullMarked
package org.kinora.dataset.webdataset;

import org.jspecify.annotations.NullMarked;
