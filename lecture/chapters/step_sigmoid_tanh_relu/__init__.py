"""The room of chapter `step_sigmoid_tanh_relu`."""
