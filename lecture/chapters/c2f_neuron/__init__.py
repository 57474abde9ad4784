"""The room of chapter `c2f_neuron`."""
